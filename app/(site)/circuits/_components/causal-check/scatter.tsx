import { formatNumber } from "@/components/ui/format-number";
import { quoteNode } from "../workbench/quoted-node-event";
import { bareId } from "./bare-id";
import { type CausalPoint, layOutScatter } from "./scatter-layout";

const size = 320;
/** Beyond the square: room for the axes' words below and the outliers' names on either side. */
const room = 36;

interface ScatterProps {
  points: readonly CausalPoint[];
  /** Of features, by `attn.3.697`. */
  names: ReadonlyMap<string, string>;
}

/** Each feature of a circuit: its predicted effect to the right, what ablating it did upwards. */
export function Scatter({ points, names }: ScatterProps) {
  const nameOf = (id: string) => names.get(bareId(id));
  const { points: placed, diagonal, zero, domain } = layOutScatter(points, size, nameOf);
  return (
    <svg
      className="scatter"
      viewBox={`${-room} -8 ${size + 2 * room} ${size + room + 8}`}
      role="img"
      aria-label="Predicted effect against measured effect of each feature; the table below has the numbers."
    >
      <rect width={size} height={size} className="scatter-frame" />
      <line {...diagonal} className="scatter-diagonal" />
      <line x1={zero.x} x2={zero.x} y1={0} y2={size} className="scatter-zero" />
      <line x1={0} x2={size} y1={zero.y} y2={zero.y} className="scatter-zero" />
      {placed.map(({ id, x, y, predicted, measured, outlier, label }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: pressing is a shortcut; the table below does the same by keyboard
        <g
          key={id}
          data-thing={id}
          onClick={() => quoteNode(id)}
          data-outlier={outlier || undefined}
          className="scatter-point"
        >
          <circle cx={x} cy={y} r={3.5} />
          <title>{`${id}${nameOf(id) ? ` (${nameOf(id)})` : ""}: predicted ${formatNumber(predicted)}, measured ${formatNumber(measured)}`}</title>
          {label && (
            <text x={label.x} y={label.y} textAnchor={label.anchor}>
              {label.text}
            </text>
          )}
        </g>
      ))}
      <text x={size / 2} y={size + 28} textAnchor="middle">
        predicted effect; both axes from {formatNumber(domain[0])} to {formatNumber(domain[1])}
      </text>
      <text x={-size / 2} y={-12} textAnchor="middle" transform="rotate(-90)">
        measured
      </text>
    </svg>
  );
}
