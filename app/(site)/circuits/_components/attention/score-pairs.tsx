import { useState } from "react";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";
import { StreamPartName } from "./stream-part-name";

interface ScorePairsProps {
  score: AttentionScore;
  names: ReadonlyMap<string, string>;
}

const rowsAtFirst = 10;

/** The largest pairs of a score, one part at each end, and the others as one sum: all of it. */
export function ScorePairs({ score: { layer, pairs, rest, absoluteSum }, names }: ScorePairsProps) {
  const [all, setAll] = useState(false);
  const shown = all ? pairs : pairs.slice(0, rowsAtFirst);
  const hidden = pairs.slice(shown.length);
  const top = Math.abs(pairs[0]?.value ?? 0);
  const sumOf = (of: (value: number) => number) => hidden.reduce((sum, { value }) => sum + of(value), 0);
  const left = {
    count: hidden.length + rest.count,
    sum: sumOf(Number) + rest.sum,
    absoluteSum: sumOf(Math.abs) + rest.absoluteSum,
  };
  return (
    <>
      <div className="scroller">
        <table className="score-pairs">
          <caption className="sr-only">
            Pairs of a part of the query and a part of the key, and what each adds to the score
          </caption>
          <colgroup>
            <col />
            <col />
            <col className="score-pairs-bar" />
            <col className="score-pairs-value" />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">query has</th>
              <th scope="col">key has</th>
              <th scope="col" colSpan={2}>
                adds
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ query, key, value }) => (
              <tr key={`${query} ${key}`}>
                <td>
                  <StreamPartName part={query} layer={layer} names={names} />
                </td>
                <td>
                  <StreamPartName part={key} layer={layer} names={names} />
                </td>
                <td>
                  <SignedBar value={value} top={top} />
                </td>
                <td>
                  <Num value={value} />
                </td>
              </tr>
            ))}
            {left.count > 0 && (
              <tr className="text-ink-soft">
                <td colSpan={3}>
                  {formatCount(left.count)} other pairs
                  {absoluteSum > 0 && `, ${formatProbability(left.absoluteSum / absoluteSum)} of all by size`}
                </td>
                <td>
                  <Num value={left.sum} />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {pairs.length > rowsAtFirst && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer pairs" : `Show the ${formatCount(pairs.length)} largest pairs`}
        </button>
      )}
    </>
  );
}
