import { useState } from "react";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatNumber } from "@/components/ui/format-number";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import { scoreDifference } from "@/lib/attention-scores/score-difference";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";
import type { TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";
import { AwaitedScore } from "./awaited-score";
import { StreamPartName } from "./stream-part-name";

interface ScoreDifferenceSideProps {
  runId: string;
  score: AttentionScore;
  /** The key that it is told apart from. */
  other: number;
  /** By `resid.3.17`. */
  names: ReadonlyMap<string, string>;
  tokens: readonly TokenView[];
  onClose: () => void;
}

/** Why a head looked at this token and not at that one: the difference of their scores, pair by pair. */
export function ScoreDifferenceSide(props: ScoreDifferenceSideProps) {
  const { runId, score, other, tokens, onClose } = props;
  const { layer, head, query } = score;
  const named = (position: number) => `${tokenName(tokens[position] ?? { text: "" })} (${position})`;
  return (
    <AwaitedScore
      {...{ runId, place: { layer, head, query, key: other } }}
      label="Why this token and not that one"
      className="score-difference"
      waitingClassName="text-ink-soft"
      head={
        <div className="flex items-baseline justify-between gap-2">
          <h4>
            Why {named(score.key)} and not {named(other)}
          </h4>
          <button type="button" className="show-more" onClick={onClose}>
            Close
          </button>
        </div>
      }
    >
      {(against, names) => (
        <Difference {...props} against={against} names={new Map([...props.names, ...names])} />
      )}
    </AwaitedScore>
  );
}

const rowsAtFirst = 8;

function Difference({ score, against, names }: ScoreDifferenceSideProps & { against: AttentionScore }) {
  const [all, setAll] = useState(false);
  const { pairs, total, score: higher } = scoreDifference(score, against);
  const shown = all ? pairs.terms : pairs.terms.slice(0, rowsAtFirst);
  const rest = pairs.terms.slice(shown.length).reduce((sum, { value }) => sum + value, pairs.rest);
  const top = Math.abs(shown[0]?.value ?? 0);
  return (
    <>
      <p>
        Scores <Num value={score.score} /> and <Num value={against.score} />: <Num value={higher} />{" "}
        {higher < 0 ? "lower" : "higher"}, and so{" "}
        <Explain explanation="The softmax makes of a score that is higher by d, in one row, e to the d times the attention.">
          {formatNumber(Math.exp(higher))} times the attention
        </Explain>
        .
      </p>
      <div className="scroller">
        <table className="score-pairs">
          <caption className="sr-only">
            Pairs of a part of the query and a part of the keys, and what each adds to the difference
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
              <th scope="col">keys have</th>
              <th scope="col" colSpan={2}>
                <Explain explanation="What the pair adds to this token's score less what it adds to the other's. A part that only one of the keys carries counts whole. Pairs that are too small to be listed of one of them are in the last row.">
                  for this token
                </Explain>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ query, key, value }) => (
              <tr key={`${query} ${key}`}>
                <td>
                  <StreamPartName part={query} layer={score.layer} names={names} />
                </td>
                <td>
                  <StreamPartName part={key} layer={score.layer} names={names} />
                </td>
                <td>
                  <SignedBar value={value} top={top} />
                </td>
                <td>
                  <Num value={value} />
                </td>
              </tr>
            ))}
            <tr className="text-ink-soft">
              <td colSpan={3}>all other pairs</td>
              <td>
                <Num value={rest} />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {pairs.terms.length > rowsAtFirst && (
        <button type="button" className="show-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer pairs" : `Show the ${formatCount(pairs.terms.length)} pairs known of both`}
        </button>
      )}
      <p className="text-ink-soft">
        Together <Num value={total} />, the difference of the two sums of pairs; LayerNorm denominators are
        held as they were at each token.
      </p>
    </>
  );
}
