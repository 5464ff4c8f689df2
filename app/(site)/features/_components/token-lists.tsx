import { Written } from "@/app/_written/written";
import { Bar } from "@/components/ui/bar";
import { Explain } from "@/components/ui/explain";
import { formatProbability } from "@/components/ui/format-number";
import { SignedBar } from "@/components/ui/graph/signed-bar";
import { Num } from "@/components/ui/num";
import { TokenChip } from "@/components/ui/token-text";
import type { FeatureEvidenceView } from "@/lib/features/view";
import { type Level, Part } from "./part";

interface TokenListProps {
  evidence: FeatureEvidenceView;
  level: Level;
}

const logitsShown = 8;

/** What a feature makes the model say, and what it keeps it from saying, where nothing later changes that. */
export function PromotedTokens({ evidence: { logits }, level }: TokenListProps) {
  if (!logits) return null;
  const top = Math.max(...[...logits.promoted, ...logits.suppressed].map(({ value }) => Math.abs(value)), 0);
  const lists = [
    { name: "promotes", tokens: logits.promoted },
    { name: "suppresses", tokens: logits.suppressed },
  ];
  return (
    <Part
      level={level}
      title="What it says"
      note={
        <Explain explanation="What one unit of activation adds to each next token's logit straight through the unembedding, less the mean over all tokens and up to the last norm's scale. What later layers make of it is not in it.">
          straight to the logits
        </Explain>
      }
    >
      <Written className="grid grid-cols-2 gap-x-6">
        {lists.map(({ name, tokens }) => (
          <ul key={name} aria-label={`Tokens it ${name}`} className="min-w-0">
            <li className="text-ink-soft text-s">{name}</li>
            {tokens.slice(0, logitsShown).map(({ token, value }) => (
              <li key={token.id} className="token-row">
                <span className="truncate">
                  <TokenChip token={token} />
                </span>
                <SignedBar value={value} top={top} />
                <Num value={value} className="text-end" />
              </li>
            ))}
          </ul>
        ))}
      </Written>
    </Part>
  );
}

/** The tokens at which a feature's activation is. */
export function FiredTokens({ evidence: { tokens }, level }: TokenListProps) {
  if (tokens.length === 0) return null;
  return (
    <Part
      level={level}
      title="On which tokens"
      note={
        <Explain explanation="Of its summed activation, the share on this token, and of the token's own occurrences, on how many it fires. Estimated from the windows that were drawn.">
          share of its activation
        </Explain>
      }
    >
      <Written as="ul">
        {tokens.map(({ token, share, firesOn, sampled }) => (
          <li key={token.id} className="token-row" data-columns="4">
            <span className="truncate">
              <TokenChip token={token} />
            </span>
            <Bar value={share} top={1} />
            <data value={share} className="text-end">
              {formatProbability(share)}
            </data>
            <span className="text-ink-soft text-s" title={`${sampled} of its occurrences were sampled.`}>
              {firesOn === null ? "too few to tell" : `on ${formatProbability(firesOn)} of them`}
            </span>
          </li>
        ))}
      </Written>
    </Part>
  );
}
