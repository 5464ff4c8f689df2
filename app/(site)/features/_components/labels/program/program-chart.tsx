import { formatCount, formatNumber, formatProbability } from "@/components/ui/format-number";
import { Table } from "@/components/ui/table";
import type { Estimate, ProgramScore } from "@/lib/label-programs/score/program-score";

/* In pixels: text in a picture that is scaled would become too small to read. */
const frame = { width: 320, height: 148, left: 40, right: 8, top: 8, bottom: 34 };
const plot = {
  width: frame.width - frame.left - frame.right,
  height: frame.height - frame.top - frame.bottom,
};
const maxLabels = 6;

interface Column {
  /** Under the column, and in a sentence. */
  label: string;
  words: string;
  share: Estimate;
  tokens: number;
}

/** Of the tokens at which a feature fires so strongly, or not at all, the share that a program marks. */
export function ProgramChart({ score }: { score: ProgramScore }) {
  const columns = columnsOf(score);
  const step = plot.width / Math.max(1, columns.length);
  const every = Math.max(1, Math.ceil(columns.length / maxLabels));
  const y = (share: number) => frame.top + plot.height * (1 - share);
  return (
    <>
      <svg
        className="histogram"
        width={frame.width}
        height={frame.height}
        role="img"
        aria-label={`Share of tokens that the program marks. ${columns.map(({ words, share }) => `${words}: ${formatProbability(share.value)}`).join("; ")}.`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share}>
            <path className="histogram-line" d={`M${frame.left} ${y(share).toFixed(1)}h${plot.width}`} />
            <text x={frame.left - 4} y={(y(share) + 4).toFixed(1)} textAnchor="end">
              {100 * share}%
            </text>
          </g>
        ))}
        {columns.map(({ label, words, share }, i) => {
          const x = frame.left + i * step;
          return (
            <g key={label}>
              <rect
                className={i === 0 ? "program-quiet" : "histogram-bar"}
                x={(x + 1).toFixed(1)}
                y={y(share.value).toFixed(1)}
                width={Math.max(1, step - 2).toFixed(1)}
                height={(plot.height * share.value).toFixed(1)}
              >
                <title>{`${words}: ${spanOf(share)}`}</title>
              </rect>
              {share.low < share.high && (
                <path
                  className="program-interval"
                  d={`M${(x + step / 2).toFixed(1)} ${y(share.low).toFixed(1)}V${y(share.high).toFixed(1)}`}
                />
              )}
              {(i % every === 0 || columns.length <= maxLabels) && (
                <text x={(x + 1).toFixed(1)} y={frame.height - 18}>
                  {label}
                </text>
              )}
            </g>
          );
        })}
        <path className="histogram-axis" d={`M${frame.left} ${frame.top + plot.height}h${plot.width}`} />
        <text x={frame.left} y={frame.height - 3}>
          activation; none: it does not fire
        </text>
      </svg>
      <details>
        <summary>In numbers</summary>
        <Table caption="Of tokens by activation, how many the program marks" captionHidden>
          <thead>
            <tr>
              <th scope="col">Activation</th>
              <th scope="col">Tokens</th>
              <th scope="col">Marked</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ words, tokens, share }) => (
              <tr key={words}>
                <th scope="row">{words}</th>
                <td>{formatCount(tokens)}</td>
                <td>{spanOf(share)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </>
  );
}

function columnsOf({ bands, specificity, tokens, fired }: ProgramScore): Column[] {
  const firing = bands.map(({ from, to, firings, marked }) => ({
    label: formatNumber(from),
    words: to === null ? `from ${formatNumber(from)} on` : `${formatNumber(from)} to ${formatNumber(to)}`,
    tokens: firings,
    share: { value: marked.value / firings, low: marked.low / firings, high: marked.high / firings },
  }));
  if (!specificity) return firing;
  const { value, low, high } = specificity;
  const share = { value: 1 - value, low: 1 - high, high: 1 - low };
  return [{ label: "none", words: "no firing", tokens: tokens - fired, share }, ...firing];
}

/** A share, with the ends of its interval where it is an estimate. */
export function spanOf({ value, low, high }: Estimate): string {
  const share = formatProbability(value);
  return low < high ? `${share} (${formatProbability(low)} to ${formatProbability(high)})` : share;
}
