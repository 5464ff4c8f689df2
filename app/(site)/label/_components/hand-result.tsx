import { Button } from "@/components/ui/button";
import { HeatStrip } from "@/components/ui/heat-strip";
import type { Hand } from "@/lib/labels/checks/view";

const nothingMarked = new Map<number, number>();

interface HandResultProps {
  hand: Hand;
  onNext: () => void;
  inQueue: boolean;
}

/** What of one's answers was right, text by text. */
export function HandResult({ hand, onNext, inQueue }: HandResultProps) {
  const told = hand.texts.filter(({ says }) => says !== null);
  const right = told.filter(({ says, fires }) => says === fires);
  const left = hand.texts.length - told.length;
  return (
    <section aria-label="What was right">
      <p className="checking-label">{hand.label.text}</p>
      <p className="mt-4" role="status">
        You told {right.length} of {told.length} rightly
        {left > 0 && `, and could not tell ${left}`}. Guessing tells half. Your answers count for this label
        now, with those of others.
      </p>
      <p className="mt-3">
        <Button autoFocus look="primary" onClick={onNext}>
          {inQueue ? "See the feature" : "Next label"}
        </Button>
      </p>
      <ol className="checking-results">
        {hand.texts.map(({ id, tokens, says, fires }) => (
          <li key={id} data-right={says === null ? undefined : says === fires}>
            <p className="text-m">
              <span className="font-semibold">{fires ? "It fires here" : "It does not fire here"}</span>
              <span className="text-ink-soft">
                {says === null
                  ? "; you could not tell"
                  : says === fires
                    ? "; so you said"
                    : "; you said otherwise"}
              </span>
            </p>
            <HeatStrip tokens={tokens} values={nothingMarked} top={1} breaks />
          </li>
        ))}
      </ol>
    </section>
  );
}
