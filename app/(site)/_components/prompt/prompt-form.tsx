"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useActionState, useId, useRef, useState } from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format-number";
import { chosenSetsOf } from "./chosen-sets";
import { DictionaryChoice, type DictionaryChoiceProps, type OfferedSet } from "./dictionary-choice";
import type { PromptState } from "./submit-prompt";
import { usePromptDraft } from "./use-prompt-draft";

export interface PromptFormProps {
  text: string;
  label: string;
  /** The label as the heading it is on its page. */
  heading: "h1" | "h2";
  remember: boolean;
  models: { name: string; displayName: string; contextLength: number; sets: OfferedSet[] }[];
  /** The dictionary sets chosen at first of the model chosen at first. */
  chosen?: DictionaryChoiceProps["chosen"];
  modelName: string;
  allowance: { perDay: number; left: number };
  isGuest: boolean;
  /** Answers the form where there is no JavaScript. */
  submit: (state: PromptState, form: FormData) => Promise<PromptState>;
}

export function PromptForm({
  text,
  label,
  heading: Heading,
  remember,
  models,
  modelName,
  chosen,
  allowance,
  isGuest,
  submit,
}: PromptFormProps) {
  const router = useRouter();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const [plain, plainAction] = useActionState(submit, { text, error: "" });
  const { mutate, reset, data: run, isPending, error: refusal } = useMutation(createRunMutation);
  const [unchanged, setUnchanged] = useState(false);
  const draft = usePromptDraft(remember, box);
  const [model, setModel] = useState(modelName);
  const { contextLength: room, sets = [] } = models.find(({ name }) => name === model) ?? {};

  // Busy until the next page is there.
  const busy = isPending || run !== undefined;
  const error = unchanged
    ? "That is the text of this very run. Change it first, or compute it again."
    : sentenceOf(refusal, "text", "model", "sets") || plain.error;

  function send(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setUnchanged(false);
    mutate(
      { model, text: box.current?.value ?? "", sets: chosenSetsOf(new FormData(form.current ?? undefined)) },
      {
        onSuccess: ({ url }) => {
          if (url === window.location.pathname) {
            reset();
            return setUnchanged(true);
          }
          draft.forget();
          router.push(url);
        },
        onError: () => box.current?.focus(),
      },
    );
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  }

  return (
    <form ref={form} action={plainAction} onSubmit={send} className="grid gap-2">
      <Heading className="max-w-prose">
        <label htmlFor={id}>{label}</label>
      </Heading>
      <div className="prompt-box" data-invalid={error ? true : undefined}>
        <textarea
          ref={box}
          id={id}
          name="text"
          defaultValue={plain.text}
          rows={3}
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-error ${id}-hint`}
          onChange={draft.keep}
          onKeyDown={onKeyDown}
        />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-3 py-2">
          {models.length > 1 ? (
            <select
              className="input"
              name="model"
              aria-label="Model"
              value={model}
              onChange={(e) => setModel(e.target.value)}
            >
              {models.map(({ name, displayName }) => (
                <option key={name} value={name}>
                  {displayName}
                </option>
              ))}
            </select>
          ) : (
            <input type="hidden" name="model" value={model} />
          )}
          <DictionaryChoice key={model} sets={sets} chosen={model === modelName ? chosen : undefined} />
          <p id={`${id}-hint`} className="text-ink-soft text-s">
            {room && (
              <>
                Up to {room - 1} tokens, about {Math.round((room * 0.75) / 10) * 10} words.{" "}
              </>
            )}
            {formatCount(allowance.left)} of {formatCount(allowance.perDay)} new {isGuest ? "guest " : ""}runs
            left today.
          </p>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            className="ml-auto"
            title="Ctrl or \u2318 and Enter"
          >
            {busy ? "Asking" : "Show features"}
          </Button>
        </div>
      </div>
      <p id={`${id}-error`} role="alert" className="text-danger text-m">
        {error}
      </p>
    </form>
  );
}
