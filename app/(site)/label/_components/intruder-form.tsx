"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { HeatStrip } from "@/components/ui/heat-strip";
import type { IntruderHand } from "@/lib/labels/intruders/view";
import { type IntruderState, submitBegin, submitIntruder } from "./submit-intruder";

const nothingRefused: IntruderState = { error: "" };
const nothingMarked = new Map<number, number>();

/** Begins a hand. */
export function BeginIntruders({ path }: { path: string }) {
  const [{ error }, submit, busy] = useActionState(submitBegin.bind(null, path), nothingRefused);
  return (
    <form action={submit} className="mt-4">
      <Button type="submit" look="primary" busy={busy}>
        Show the first five texts
      </Button>
      <Said error={error} />
    </form>
  );
}

interface IntruderFormProps {
  path: string;
  question: IntruderHand["questions"][number];
}

/** Five texts as choices: keys 1 to 5 and arrow keys pick, Enter answers. */
export function IntruderForm({ path, question: { id, texts } }: IntruderFormProps) {
  const submitted = submitIntruder.bind(null, { path, questionId: id });
  const [{ error }, submit, busy] = useActionState(submitted, nothingRefused);
  const choices = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    function pick(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-5]$/.test(event.key)) return;
      const choice = choices.current?.querySelectorAll("input")[Number(event.key) - 1];
      if (!choice) return;
      choice.checked = true;
      choice.focus();
      event.preventDefault();
    }
    window.addEventListener("keydown", pick);
    return () => window.removeEventListener("keydown", pick);
  }, []);
  return (
    <form action={submit}>
      <fieldset ref={choices} className="intruder-texts">
        <legend className="sr-only">The text that does not belong</legend>
        {texts.map((tokens, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the texts of a question never change places
          <label key={place} className="intruder-text">
            <input
              type="radio"
              name="chosen"
              value={place}
              required
              // biome-ignore lint/a11y/noAutofocus: keys answer one question after the other
              autoFocus={place === 0}
            />
            <span className="intruder-place">{place + 1}</span>
            <HeatStrip tokens={tokens} values={nothingMarked} top={1} />
          </label>
        ))}
      </fieldset>
      <p className="checking-answers">
        <Button type="submit" look="primary" busy={busy}>
          This one does not belong <kbd>Enter</kbd>
        </Button>
      </p>
      <Said error={error} />
    </form>
  );
}

function Said({ error }: { error: string }) {
  return (
    <p role="alert" className="mt-2 text-m">
      {error}
    </p>
  );
}
