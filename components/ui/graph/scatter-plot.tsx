import { formatNumber } from "../format-number";
import { MarkShape } from "./mark-shape";
import { roundTicks } from "./ticks";
import type { NodeMark } from "./types";

export interface ScatterPoint {
  id: string;
  mark: NodeMark;
  x: number;
  y: number;
  /** Written beside the point: for the few worth a name. */
  label: string | null;
}

interface ScatterPlotProps {
  /** What the plot shows, for those who cannot see it. */
  name: string;
  xName: string;
  yName: string;
  points: readonly ScatterPoint[];
  selected: string | null;
  onSelect: (id: string) => void;
}

const size = { width: 420, height: 360, left: 56, right: 16, top: 12, bottom: 44 };

/** Two numbers of each thing on one scale, with the line on which they agree. */
export function ScatterPlot({ name, xName, yName, points, selected, onSelect }: ScatterPlotProps) {
  const values = points.flatMap(({ x, y }) => [x, y]);
  const [low, high] = padded(Math.min(0, ...values), Math.max(0, ...values));
  const x = (value: number) =>
    size.left + ((value - low) / (high - low)) * (size.width - size.left - size.right);
  const y = (value: number) =>
    size.height - size.bottom - ((value - low) / (high - low)) * (size.height - size.top - size.bottom);
  const ticks = roundTicks(low, high, 5);
  return (
    <svg className="scatter" viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={name}>
      {ticks.map((tick) => (
        <g key={tick} className="scatter-tick">
          <path d={`M${x(tick)} ${size.top}V${size.height - size.bottom}`} />
          <path d={`M${size.left} ${y(tick)}H${size.width - size.right}`} />
          <text x={x(tick)} y={size.height - size.bottom + 16} textAnchor="middle">
            {formatNumber(tick)}
          </text>
          <text x={size.left - 6} y={y(tick) + 4} textAnchor="end">
            {formatNumber(tick)}
          </text>
        </g>
      ))}
      <path className="scatter-agree" d={`M${x(low)} ${y(low)}L${x(high)} ${y(high)}`} />
      <text className="scatter-name" x={(size.left + size.width) / 2} y={size.height - 8} textAnchor="middle">
        {xName}
      </text>
      <text
        className="scatter-name"
        transform={`translate(12 ${(size.height - size.bottom) / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        {yName}
      </text>
      {points.map((point) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: a picture to those who cannot see it; the table beside it has its buttons
        <g
          key={point.id}
          className="node scatter-point"
          data-mark={point.mark}
          data-selected={point.id === selected || undefined}
          transform={`translate(${x(point.x)} ${y(point.y)})`}
          onClick={() => onSelect(point.id)}
        >
          <title>{`${point.id}: ${formatNumber(point.x)}, ${formatNumber(point.y)}`}</title>
          <circle className="scatter-hit" r="9" />
          <svg
            className="node-glyph"
            x="-5"
            y="-5"
            width="10"
            height="10"
            viewBox="0 0 12 12"
            aria-hidden="true"
          >
            <MarkShape mark={point.mark} />
          </svg>
          {point.label && (
            <text
              x={point.x > (low + high) / 2 ? -9 : 9}
              y="4"
              textAnchor={point.x > (low + high) / 2 ? "end" : "start"}
            >
              {point.label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function padded(low: number, high: number): [number, number] {
  const room = (high - low || 1) * 0.06;
  return [low - room, high + room];
}
