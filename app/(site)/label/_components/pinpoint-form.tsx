"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { TokenBox } from "@/components/ui/token-text";
import type { PinpointHand } from "@/lib/labels/pinpointing/view";
import { type PinpointState, submitBegin, submitPinpoint } from "./submit-pinpoint";

const nothingRefused: PinpointState = { error: "" };

/** Begins a hand. */
export function BeginPinpointing({ labelId }: { labelId: string }) {
  const [{ error }, submit, busy] = useActionState(submitBegin.bind(null, labelId), nothingRefused);
  return (
    <form action={submit} className="mt-4">
      <Button type="submit" look="primary" busy={busy}>
        Show the first text
      </Button>
      <Said error={error} />
    </form>
  );
}

interface PinpointFormProps {
  labelId: string;
  text: PinpointHand["texts"][number];
}

/** A text whose tokens are choices: arrow keys move over them and Enter picks, as in any group of choices. */
export function PinpointForm({ labelId, text: { id, tokens } }: PinpointFormProps) {
  const submitted = submitPinpoint.bind(null, { labelId, checkId: id });
  const [{ error }, submit, busy] = useActionState(submitted, nothingRefused);
  return (
    <form action={submit}>
      <fieldset className="checking-text pinpoint-text">
        <legend className="sr-only">The token at which it fires most</legend>
        <div className="strip" data-size="s">
          {tokens.map((token, i) => (
            <label key={token.position} className="pinpoint-token">
              <input
                type="radio"
                name="chosen"
                value={token.position}
                required
                // biome-ignore lint/a11y/noAutofocus: keys answer one text after the other
                autoFocus={i === 0}
                aria-label={`${i + 1}: ${wordsOf(token.text)}`}
              />
              <TokenBox token={token} />
            </label>
          ))}
        </div>
      </fieldset>
      <p className="checking-answers">
        <Button type="submit" look="primary" busy={busy}>
          This one <kbd>Enter</kbd>
        </Button>
        <Button type="submit" name="unsure" value="1" formNoValidate>
          Cannot tell
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

/** A token in words, of which white space alone has none of its own. */
function wordsOf(text: string): string {
  if (text.trim() !== "") return text.trim();
  return text.includes("\n") ? "line break" : "space";
}
