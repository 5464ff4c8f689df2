import { formatProbability } from "@/components/ui/format-number";
import { TokenChip } from "@/components/ui/token-text";
import type { TokenChangeView } from "@/lib/interventions/intervention";

/** As many as are drawn: so many rows stand there while one waits. */
export const shownTokens = 8;

/** Next tokens with their probabilities before and after, each pair on one scale from 0 to 1. */
export function TokenBars({ caption, tokens }: { caption: string; tokens: readonly TokenChangeView[] }) {
  return (
    <table className="try-tokens">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">token</th>
          <td className="try-pair" />
          <th scope="col">before</th>
          <th scope="col">after</th>
        </tr>
      </thead>
      <tbody>
        {tokens.slice(0, shownTokens).map(({ id, before, after, ...token }) => (
          <tr key={id}>
            <th scope="row" title={`token ${id}, logit ${before.logit} before, ${after.logit} after`}>
              <TokenChip token={token} />
            </th>
            <td className="try-pair">
              <Pair before={before.probability} after={after.probability} />
            </td>
            <td>
              <Probability value={before.probability} />
            </td>
            <td>
              <Probability value={after.probability} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Probability({ value }: { value: number }) {
  return (
    <data value={value} title={String(value)}>
      {formatProbability(value)}
    </data>
  );
}

/** Two bars, before above after; for the eye only, since the numbers stand beside them. */
function Pair({ before, after }: { before: number; after: number }) {
  const width = (share: number) => Math.min(100, 100 * share).toFixed(2);
  return (
    <svg className="try-bars" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect className="try-bar-before" width={width(before)} height="4" />
      <rect className="try-bar-after" y="5.5" width={width(after)} height="4" />
    </svg>
  );
}
