import { useState } from "react";
import { TermLink } from "@/app/_components/term/term-link";
import { Explain } from "@/components/ui/explain";
import { formatCount, formatProbability } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import type { AttentionPlace } from "@/lib/attention-scores/view";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";
import type { TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";
import { AwaitedScore } from "./awaited-score";
import { ScoreDifferenceSide } from "./score-difference-side";
import { ScoreEndList } from "./score-end-list";
import { ScoreKeys } from "./score-keys";
import { ScorePairs } from "./score-pairs";

interface ScoreSideProps {
  runId: string;
  place: AttentionPlace;
  tokens: readonly TokenView[];
  /** Asks the same of another key. */
  onKey: (position: number) => void;
}

/** Why a head looked at one token from another: its score by pairs of residual features, and its rivals. */
export function ScoreSide({ runId, place, tokens, onKey }: ScoreSideProps) {
  return (
    <AwaitedScore
      {...{ runId, place, label: "Why it looked there" }}
      className="read-way"
      waitingClassName="read-way-waiting"
    >
      {(score, names) => (
        <Score key={Object.values(place).join()} {...{ runId, score, names, tokens, onKey }} />
      )}
    </AwaitedScore>
  );
}

interface ScoreProps extends Pick<ScoreSideProps, "runId" | "tokens" | "onKey"> {
  score: AttentionScore;
  /** By `resid.3.17`. */
  names: ReadonlyMap<string, string>;
}

function Score({ runId, score, names, tokens, onKey }: ScoreProps) {
  const [other, setOther] = useState<number | null>(null);
  const { layer, head, query, key } = score;
  const tokenAt = (position: number) => `${tokenName(tokens[position] ?? { text: "" })} (${position})`;
  const others = score.keys.length + score.otherKeys.count - 1;
  return (
    <>
      <p>
        Head {layer}.{head} at {tokenAt(query)} gives {tokenAt(key)} the{" "}
        <TermLink
          to="attention-score"
          says="The query of the token that looks times the key of the token looked at, divided by the root of the head's width, before the softmax. It has no unit. Only differences within the row count: a key with a score higher by 1 gets e, some 2.7 times, the attention."
        >
          score
        </TermLink>{" "}
        <strong>
          <Num value={score.score} />
        </strong>
        , which is <strong>{formatProbability(score.probability)}</strong> of its attention
        {others > 0 && `, ${placeAmong(score.keysAbove)} of ${formatCount(others + 1)} tokens`}.
      </p>
      <h4>Pairs that make the score</h4>
      <ScorePairs score={score} names={names} />
      <p>
        Together <Num value={score.total} /> of <Num value={score.score} />,{" "}
        <Explain explanation="The pairs add up to the score of the forward pass exactly. What is missing is rounding.">
          residual
        </Explain>{" "}
        <Num value={score.residual} />. Both LayerNorm denominators are held as they were: so each end is a
        sum of residual features, what their dictionary misses (error) and constants (bias), and the score a
        sum of pairs.
      </p>
      <ScoreEndList name="By what the query carries" end={score.queryEnd} layer={layer} names={names} />
      <ScoreEndList name="By what the key carries" end={score.keyEnd} layer={layer} names={names} />
      <ScoreKeys score={score} tokens={tokens} onKey={onKey} onAgainst={setOther} />
      {other !== null && (
        <ScoreDifferenceSide {...{ runId, score, other, names, tokens }} onClose={() => setOther(null)} />
      )}
    </>
  );
}

function placeAmong(above: number): string {
  return above === 0
    ? "the most"
    : `the ${new Intl.NumberFormat("en").format(above + 1)}${ending(above + 1)}`;
}

const plural = new Intl.PluralRules("en", { type: "ordinal" });
const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: "st", two: "nd", few: "rd" };
const ending = (n: number) => endings[plural.select(n)] ?? "th";
