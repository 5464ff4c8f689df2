import { formatCount, formatProbability } from "@/components/ui/format-number";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { AttentionScore } from "@/lib/circuit-format/attention-score";
import type { TokenView } from "@/lib/runs/view";
import { tokenName } from "@/lib/tokens/token-words";

interface ScoreKeysProps {
  score: AttentionScore;
  tokens: readonly TokenView[];
  /** Asks the same of another key. */
  onKey: (position: number) => void;
  /** Asks why this key and not that one. */
  onAgainst: (position: number) => void;
}

/** The tokens that a key competes with in the softmax: the pairs say nothing of them. */
export function ScoreKeys({ score: { key, keys, otherKeys }, tokens, onKey, onAgainst }: ScoreKeysProps) {
  return (
    <details className="score-end">
      <summary>What the other tokens get</summary>
      <p className="text-ink-soft">
        The pairs leave this out: a softmax over all tokens so far turns scores into shares of attention, so a
        score means something beside the others of its row only. What a query adds to all of them alike
        changes nothing.
      </p>
      <ul className="score-keys">
        {keys.map(({ position, score, probability }) => (
          <li key={position} aria-current={position === key || undefined}>
            {position === key ? (
              <TokenChip token={tokens[position]} />
            ) : (
              <button
                type="button"
                className="head-read-token"
                title={`Why token ${position} gets this`}
                onClick={() => onKey(position)}
              >
                <TokenChip token={tokens[position]} />
              </button>
            )}
            <span>
              score <Num value={score} />
            </span>
            <span className="text-end">{formatProbability(probability)}</span>
            {position !== key && (
              <button
                type="button"
                className="text-link"
                aria-label={`Why token ${key} and not token ${position}, ${tokenName(tokens[position] ?? { text: "" })}`}
                onClick={() => onAgainst(position)}
              >
                why not
              </button>
            )}
          </li>
        ))}
      </ul>
      {otherKeys.count > 0 && (
        <p className="text-ink-soft">
          {formatCount(otherKeys.count)} others share {formatProbability(otherKeys.probability)}
        </p>
      )}
    </details>
  );
}
