import { Term } from "@/app/_components/term/term";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import type { AblationOutcome, Evaluation } from "@/lib/evidence-format/evaluation";
import { type Frame, layOutCurve, sharesDomain } from "./curve-layout";
import { ablationWords } from "./evaluation-words";
import { Known } from "./known";

const frame: Frame = { width: 268, height: 190 };
/** For the numbers to the left and below, and the words above. */
const room = { left: 36, right: 14, above: 10, below: 34 };

/** The faithfulness curve under each ablation, on one scale, with the circuit and its random likes at its size. */
export function CurvePlots({ document }: { document: Evaluation }) {
  const domain = sharesDomain(document.byAblation);
  return (
    <div className="curve-plots">
      {document.byAblation.map((outcome) => (
        <figure key={outcome.ablation} className="min-w-0">
          <Plot outcome={outcome} document={document} domain={domain} />
          <figcaption className="text-s">
            <PlotWords outcome={outcome} />
          </figcaption>
        </figure>
      ))}
    </div>
  );
}

function PlotWords({ outcome: { ablation, areas, sufficiency } }: { outcome: AblationOutcome }) {
  const { random } = sufficiency;
  return (
    <>
      <strong>Ablated to {ablationWords[ablation].name}.</strong> <Term of="cpr">CPR</Term>{" "}
      <Known value={areas.cpr} />, <Term of="cmd">CMD</Term> <Known value={areas.cmd} />.
      {random && (
        <>
          {" "}
          More faithful than <Known value={random.percentile} /> of 100 random circuits.
        </>
      )}
    </>
  );
}

interface PlotProps {
  outcome: AblationOutcome;
  document: Evaluation;
  domain: readonly [number, number];
}

function Plot({ outcome, document, domain }: PlotProps) {
  const { width, height } = frame;
  const laid = layOutCurve(outcome, document, domain, frame);
  const { share } = outcome.sufficiency;
  return (
    <svg
      className="curve-plot"
      viewBox={`${-room.left} ${-room.above} ${width + room.left + room.right} ${height + room.above + room.below}`}
      role="img"
      aria-label={`Faithfulness by size, ablated to ${outcome.ablation}; the tables have the numbers.`}
    >
      <rect width={width} height={height} className="curve-frame" />
      <line x1={0} x2={width} y1={laid.one} y2={laid.one} className="curve-model" />
      <line x1={0} x2={width} y1={laid.zero} y2={laid.zero} className="curve-zero" />
      {laid.random.map(({ x, y }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn in this order, and nothing else tells them apart
        <circle key={i} cx={x} cy={y} r={2.5} className="curve-random" />
      ))}
      {laid.lines.map((line) => (
        <polyline
          key={line[0]?.x}
          points={line.map(({ x, y }) => `${x},${y}`).join(" ")}
          className="curve-line"
        />
      ))}
      {laid.points.map(({ x, y, nodes, share }) => (
        <circle key={x} cx={x} cy={y} r={3} className="curve-point">
          <title>{`${formatCount(nodes)} nodes: ${formatNumber(share)}`}</title>
        </circle>
      ))}
      {laid.circuit && (
        <path
          d={`M ${laid.circuit.x} ${laid.circuit.y - 6} l 6 6 l -6 6 l -6 -6 z`}
          className="curve-circuit"
        >
          <title>{`The circuit: ${share === null ? "" : formatNumber(share)}`}</title>
        </path>
      )}
      <text x={-6} y={laid.one + 4} textAnchor="end">
        1
      </text>
      <text x={-6} y={laid.zero + 4} textAnchor="end">
        0
      </text>
      {laid.ticks.map(({ x, label }) => (
        <text key={label} x={x} y={height + 15} textAnchor="middle">
          {label}
        </text>
      ))}
      <text x={width / 2} y={height + 30} textAnchor="middle">
        of all nodes kept
      </text>
    </svg>
  );
}
