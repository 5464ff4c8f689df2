"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useActionState, useState } from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import { chosenSetsOf } from "../../../_components/prompt/chosen-sets";
import { DictionaryChoice, type OfferedSet } from "../../../_components/prompt/dictionary-choice";
import { ModelChoice } from "../../../_components/prompt/model-choice";
import type { TextState } from "./submit-text";

interface TextBoxProps {
  /** What stands in it at first. */
  text: string;
  /** Whose run it is of, where it is of one: what is typed over another text is kept apart. */
  runId: string;
  models: { name: string; displayName: string; contextLength: number; sets: OfferedSet[] }[];
  modelName: string;
  /** Answers the form where there is no JavaScript. */
  submit: (state: TextState, form: FormData) => Promise<TextState>;
}

/** Takes a text whose tokens are to be chosen from: it is run, or found where it was run before. */
export function TextBox({ text, runId, models, modelName, submit }: TextBoxProps) {
  const router = useRouter();
  const [plain, plainAction] = useActionState(submit, { text, error: "" });
  const typed = useTypedForm({
    ...{ thing: `activation:${runId || "new"}`, base: "", initial: { text: plain.text } },
  });
  const { mutate, data: run, isPending, error: refusal } = useMutation(createRunMutation);
  const [model, setModel] = useState(modelName);
  const asked = models.find(({ name }) => name === model);
  // Busy until its tokens are there.
  const busy = isPending || (run !== undefined && run.id !== runId);
  const room = asked ? asked.contextLength - 1 : null;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const text = String(form.get("text"));
    mutate(
      { model, text, sets: chosenSetsOf(form) },
      {
        onSuccess: ({ id }) => {
          typed.saved({ text });
          router.push(`/search/activation?run=${id}`);
        },
      },
    );
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  }

  return (
    <form
      ref={typed.form}
      action={plainAction}
      onSubmit={send}
      onInput={typed.keep}
      className="mt-4 mb-6 grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <TextArea
        label="A text with the tokens at which it is to fire"
        name="text"
        rows={4}
        defaultValue={plain.text}
        spellCheck={false}
        hint={room === null ? undefined : `Up to ${room} tokens. You choose among them in the next step.`}
        error={sentenceOf(refusal, "text", "model", "sets") || plain.error || undefined}
        onKeyDown={onKeyDown}
      />
      <div className="flex flex-wrap items-center gap-2">
        <ModelChoice models={models} chosen={model} onChoose={setModel} />
        <DictionaryChoice key={model} sets={asked?.sets ?? []} />
        <Button type="submit" look="primary" busy={busy} title="Ctrl or ⌘ and Enter">
          {busy ? "Asking" : "Show its tokens"}
        </Button>
      </div>
    </form>
  );
}
