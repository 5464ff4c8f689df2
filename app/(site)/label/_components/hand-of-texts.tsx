import { useEffect, useEffectEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { Button } from "@/components/ui/button";
import { HeatStrip } from "@/components/ui/heat-strip";
import { Skeleton } from "@/components/ui/progress";
import { Answers, answerOf } from "./answers";
import { HandResult } from "./hand-result";
import { useHand } from "./use-hand";

const nothingMarked = new Map<number, number>();

interface HandOfTextsProps {
  labelId: string;
  onNext: () => void;
  /** Whether its feature comes after it, and not another label. */
  inQueue?: boolean;
  /** That all of it is answered. */
  onChecked?: () => void;
}

/** One label and its texts, one after the other: a press or a key answers. */
export function HandOfTexts({ labelId, onNext, inQueue = false, onChecked }: HandOfTextsProps) {
  const { hand, error, text, number, answer, undo, leave, end, isEnding } = useHand(labelId);
  const isDone = hand?.isDone === true;
  function goOn() {
    onChecked?.();
    onNext();
  }
  function pass() {
    leave();
    onNext();
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const key = event.key.toLowerCase();
    const said = text && answerOf(key, text);
    if (said) answer(said);
    else if (undo && key === "backspace") undo();
    else if (key === "s" && !isDone) pass();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  if (!hand)
    return error ? (
      <>
        <Refused error={error} notice="This label cannot be checked." />
        <p className="mt-3">
          <Button onClick={onNext}>{inQueue ? "See the feature" : "Another label"}</Button>
        </p>
      </>
    ) : (
      <Skeleton className="h-40" />
    );
  if (isDone) return <HandResult hand={hand} onNext={goOn} inQueue={inQueue} />;
  const count = hand.texts.length;
  return (
    <section aria-label="The label and its texts">
      <p className="checking-label">{hand.label.text}</p>
      {text ? (
        <>
          <p className="mt-4 text-ink-soft text-m" role="status">
            Text {number} of {count}:{" "}
            {text.options
              ? "which of these does the feature of this label make more likely after it?"
              : "does the feature of this label fire somewhere in it?"}
          </p>
          <div className="checking-text">
            <HeatStrip tokens={text.tokens} values={nothingMarked} top={1} breaks />
            {text.options && <span aria-hidden>…</span>}
          </div>
          <Answers text={text} onAnswer={answer} />
        </>
      ) : (
        <div className="mt-4">
          <p className="text-m" role="status">
            All {count} are answered.
          </p>
          <p className="mt-3">
            <Button autoFocus look="primary" busy={isEnding} onClick={end}>
              See what was right
            </Button>
          </p>
        </div>
      )}
      <p className="checking-ways">
        <Button size="s" look="plain" off={!undo} onClick={undo ?? undefined}>
          Change my last answer <kbd>Backspace</kbd>
        </Button>
        <Button size="s" look="plain" onClick={pass}>
          {inQueue ? "See the feature without checking" : "Another label"} <kbd>S</kbd>
        </Button>
      </p>
      <progress className="checking-progress" max={count} value={number - 1} aria-label="Answered" />
      <Refused error={error} />
    </section>
  );
}
