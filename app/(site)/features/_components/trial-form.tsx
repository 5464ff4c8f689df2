"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, type KeyboardEvent, useActionState } from "react";
import { sentenceOf } from "@/app/_queries/refusal";
import { createRunMutation } from "@/app/_queries/runs";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";
import type { TrialState } from "./submit-trial";
import { pageOf, setsFor, type Tried } from "./tried";

interface TrialFormProps {
  text: string;
  tried: Tried;
  /** Answers the form where there is no JavaScript. */
  submit: (state: TrialState, form: FormData) => Promise<TrialState>;
}

/** Asks where a feature fires in a text of one's own. */
export function TrialForm({ text, tried, submit }: TrialFormProps) {
  const router = useRouter();
  const [plain, plainAction, isSending] = useActionState(submit, { text, error: "" });
  const { mutate, isPending, error } = useMutation(createRunMutation);
  const { form, keep, saved, ...kept } = useTypedForm({
    ...{ thing: `trial:${tried.model}`, base: text, initial: { text: plain.text } },
  });
  const busy = isPending || isSending;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const typed = String(new FormData(event.currentTarget).get("text") ?? "");
    mutate(
      { model: tried.model, text: typed, sets: setsFor(tried) },
      {
        onSuccess: ({ id }) => {
          saved({ text: typed });
          router.push(pageOf(tried, id), { scroll: false });
        },
      },
    );
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }

  return (
    <form ref={form} action={plainAction} onSubmit={send} onInput={keep} className="grid gap-2">
      <TextArea
        key={plain.text}
        label="A text to try it on"
        name="text"
        rows={2}
        spellCheck={false}
        defaultValue={plain.text}
        error={sentenceOf(error, "text") || plain.error || undefined}
        onKeyDown={onKeyDown}
      />
      <Restored typed={{ ...kept, keep, saved }} />
      <div>
        <Button type="submit" busy={busy} title="Ctrl or ⌘ and Enter">
          {busy ? "Asking" : "See where it fires"}
        </Button>
      </div>
    </form>
  );
}
