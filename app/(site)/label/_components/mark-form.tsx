import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { markMutation } from "@/app/_queries/label-queue";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { markReasons, maxMarkWords } from "@/lib/label-queue/queue-words";
import { markWords } from "./mark-words";

interface MarkFormProps {
  visitId: string;
  kind: "skip" | "flag";
  onDone: () => void;
  onCancel: () => void;
}

const asked = {
  skip: { title: "Why do you pass it over?", send: "Skip it" },
  flag: { title: "What is wrong here? Moderators see it.", send: "Flag it" },
};

/** Why one passes a feature over, or what is wrong with it: one of a few reasons, with words to it where one likes. */
export function MarkForm({ visitId, kind, onDone, onCancel }: MarkFormProps) {
  const id = useId();
  const reasons = markReasons[kind];
  const [reason, setReason] = useState<(typeof reasons)[number]>(reasons[0]);
  const { mutate, isPending, error } = useMutation(markMutation);
  const first = useRef<HTMLFieldSetElement>(null);
  // Who opened it by a key goes on by keys.
  useEffect(() => first.current?.querySelector("input")?.focus(), []);
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get("words") ?? "").trim();
    mutate({ visitId, kind, reason, words: words || null }, { onSuccess: onDone });
  }
  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === "Escape") return onCancel();
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    const chosen = reasons[Number(event.key) - 1];
    if (chosen) setReason(chosen);
    if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  }
  return (
    <form className="queue-mark" aria-label={asked[kind].title} onSubmit={send} onKeyDown={onKeyDown}>
      <fieldset ref={first}>
        <legend className="text-m font-semibold">{asked[kind].title}</legend>
        {reasons.map((each, n) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-reason`}
              value={each}
              checked={reason === each}
              onChange={() => setReason(each)}
            />{" "}
            {markWords[each]} <kbd>{n + 1}</kbd>
          </label>
        ))}
      </fieldset>
      <TextField
        name="words"
        label={reason === "other" ? "In a few words" : "In a few words, if you like"}
        maxLength={maxMarkWords}
        required={reason === "other"}
        autoComplete="off"
      />
      <Refused error={error} />
      <p className="flex gap-2">
        <Button type="submit" size="s" look="primary" busy={isPending}>
          {asked[kind].send}
        </Button>
        <Button size="s" look="plain" onClick={onCancel}>
          Cancel
        </Button>
      </p>
    </form>
  );
}
