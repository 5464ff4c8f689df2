import { Button } from "@/components/ui/button";
import { HeatStrip } from "@/components/ui/heat-strip";
import { TextLink } from "@/components/ui/link";
import { TokenChip } from "@/components/ui/token-text";
import type { Hand } from "@/lib/labels/checks/view";
import { GoldOfText } from "./gold-of-text";

const nothingMarked = new Map<number, number>();

interface HandResultProps {
  hand: Hand;
  onNext: () => void;
  inQueue: boolean;
}

/** What of one's answers was right, text by text. */
export function HandResult({ hand, onNext, inQueue }: HandResultProps) {
  const verdicts = hand.texts.map(isRight);
  const told = verdicts.filter((right) => right !== null);
  const right = told.filter(Boolean);
  const left = hand.texts.length - told.length;
  return (
    <section aria-label="What was right">
      <p className="checking-label">{hand.label.text}</p>
      <p className="mt-4" role="status">
        You told {right.length} of {told.length} rightly
        {left > 0 && `, and could not tell ${left}`}. Guessing tells{" "}
        {hand.asks === "raises" ? "a quarter" : "half"}. Your answers count for this label now, with those of
        others.
      </p>
      <p className="mt-3 flex flex-wrap items-baseline gap-3">
        <Button autoFocus look="primary" onClick={onNext}>
          {inQueue ? "See the feature" : "Next label"}
        </Button>
        {hand.asks === "fires" && (
          <TextLink href={`/label?pinpoint=${hand.label.id}`}>Say at which token it fires</TextLink>
        )}
      </p>
      <ol className="checking-results">
        {hand.texts.map((text, i) => (
          <li key={text.id} data-right={verdicts[i] ?? undefined}>
            {text.options ? <RaisedThere text={text} /> : <FiresThere text={text} />}
            <HeatStrip tokens={text.tokens} values={nothingMarked} top={1} breaks />
            {!text.options && <GoldOfText labelId={hand.label.id} text={text} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

type Answered = Hand["texts"][number];

/** Null of what one could not tell. */
function isRight({ says, fires, chosen, raised }: Answered): boolean | null {
  if (chosen !== null) return chosen === raised;
  return says === null ? null : says === fires;
}

function FiresThere({ text: { says, fires } }: { text: Answered }) {
  return (
    <p className="text-m">
      <span className="font-semibold">{fires ? "It fires here" : "It does not fire here"}</span>
      <span className="text-ink-soft">
        {says === null ? "; you could not tell" : says === fires ? "; so you said" : "; you said otherwise"}
      </span>
    </p>
  );
}

function RaisedThere({ text: { options, chosen, raised } }: { text: Answered }) {
  const said = options?.[chosen ?? -1];
  return (
    <p className="text-m">
      <span className="font-semibold">
        It raises <TokenChip token={options?.[raised ?? -1]} />
      </span>
      <span className="text-ink-soft">
        {chosen === null || !said ? (
          "; you could not tell"
        ) : chosen === raised ? (
          "; so you said"
        ) : (
          <>
            ; you said <TokenChip token={said} />
          </>
        )}
      </span>
    </p>
  );
}
