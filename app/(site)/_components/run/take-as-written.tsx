"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useActionState } from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Button } from "@/components/ui/button";
import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { ChosenSets } from "@/lib/models/choose-sets";
import { asWrittenField, fieldOf, withoutKind } from "../prompt/chosen-sets";
import type { PromptState } from "../prompt/submit-prompt";

interface TakeAsWrittenProps {
  model: string;
  text: string;
  sets: ChosenSets;
  /** Answers the form where there is no script. */
  submit: (state: PromptState, form: FormData) => Promise<PromptState>;
}

/** Runs a text once more with no beginning-of-text token but its own, read with the same dictionaries. */
export function TakeAsWritten({ model, text, sets, submit }: TakeAsWrittenProps) {
  const router = useRouter();
  const [plain, action] = useActionState(submit, { text, error: "" });
  const { mutate, isPending, data, error } = useMutation(createRunMutation);
  // Busy until the next page is there.
  const busy = isPending || data !== undefined;

  function send(event: FormEvent) {
    event.preventDefault();
    if (!busy) mutate({ model, text, asWritten: true, sets }, { onSuccess: ({ url }) => router.push(url) });
  }

  return (
    <form action={action} onSubmit={send}>
      <input type="hidden" name="model" value={model} />
      <textarea hidden readOnly name="text" value={text} />
      <input type="hidden" name={asWrittenField} value="yes" />
      {dictionaryKinds.map((kind) => (
        <input key={kind} type="hidden" name={fieldOf(kind)} value={sets[kind] ?? withoutKind} />
      ))}
      <Button type="submit" size="s" busy={busy}>
        Take it as written
      </Button>
      <p role="alert" className="text-danger">
        {sentenceOf(error, "text", "model", "sets") || plain.error}
      </p>
    </form>
  );
}
