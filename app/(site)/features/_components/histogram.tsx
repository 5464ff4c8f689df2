import { Written } from "@/app/_written/written";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import type { FeatureEvidenceView } from "@/lib/features/view";
import { type Level, Part } from "./part";

/* In pixels: text in a picture that is scaled would become too small to read. */
const frame = { width: 320, height: 148, left: 40, right: 8, top: 8, bottom: 34 };
const plot = {
  width: frame.width - frame.left - frame.right,
  height: frame.height - frame.top - frame.bottom,
};
const maxLabels = 5;

/** How many firings there are of which strength: bars a quarter of an octave wide, counts on a logarithmic scale. */
export function Histogram({ evidence, level }: { evidence: FeatureEvidenceView; level: Level }) {
  const { histogram, fired } = evidence;
  if (histogram.length === 0) return null;
  const most = Math.max(...histogram.map(({ count }) => count));
  const decades = Math.max(1, Math.ceil(Math.log10(most + 1)));
  const heightOf = (count: number) =>
    count > 0 ? (plot.height * (Math.log10(count) + 0.3)) / (decades + 0.3) : 0;
  const step = plot.width / histogram.length;
  const every = Math.max(1, Math.ceil(histogram.length / maxLabels));
  const peak = histogram.find(({ count }) => count === most);
  return (
    <Part level={level} title="How strongly" note="firings by activation">
      <Written>
        <svg
          className="histogram"
          width={frame.width}
          height={frame.height}
          role="img"
          aria-label={`${formatCount(fired.tokens)} firings; most, ${formatCount(most)}, from ${formatNumber(peak?.from ?? 0)} on.`}
        >
          {Array.from({ length: decades + 1 }, (_, power) => {
            const y = frame.top + plot.height - heightOf(10 ** power);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its power of ten
              <g key={power}>
                <path className="histogram-line" d={`M${frame.left} ${y.toFixed(1)}h${plot.width}`} />
                <text x={frame.left - 4} y={(y + 4).toFixed(1)} textAnchor="end">
                  {short(10 ** power)}
                </text>
              </g>
            );
          })}
          {histogram.map(({ from, to, count }, i) => (
            <g key={from}>
              <rect
                className="histogram-bar"
                x={(frame.left + i * step + 0.5).toFixed(1)}
                y={(frame.top + plot.height - heightOf(count)).toFixed(1)}
                width={Math.max(1, step - 1).toFixed(1)}
                height={heightOf(count).toFixed(1)}
              >
                <title>{`${formatCount(count)} from ${formatNumber(from)}${to === null ? " on" : ` to ${formatNumber(to)}`}`}</title>
              </rect>
              {i % every === 0 && (
                <text x={(frame.left + i * step).toFixed(1)} y={frame.height - 18}>
                  {formatNumber(from)}
                </text>
              )}
            </g>
          ))}
          <path className="histogram-axis" d={`M${frame.left} ${frame.top + plot.height}h${plot.width}`} />
          <text x={frame.left} y={frame.height - 3}>
            activation, in the dictionary's units
          </text>
        </svg>
      </Written>
    </Part>
  );
}

const compact = new Intl.NumberFormat("en", { notation: "compact" });
const short = (count: number) => compact.format(count);
