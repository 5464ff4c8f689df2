"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { fieldsOf } from "@/app/_queries/refusal";
import { askForMutation } from "@/app/_queries/wanted";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { maxTextLength, minTextLength } from "@/lib/wanted/wanted-words";

/** Asks for an explanation; `feature` is the one whose page led here. */
export function WantedForm({ feature }: { feature: string }) {
  const router = useRouter();
  const initial = { text: "", feature, pattern: "" };
  const typed = useTypedForm({ thing: "wanted:new", base: feature, initial });
  const ask = useMutation(askForMutation);
  const fields = fieldsOf(ask.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (ask.isPending) return;
    const asked = event.currentTarget;
    const form = new FormData(asked);
    const said = {
      ...{ text: String(form.get("text")), feature: String(form.get("feature")) },
      pattern: String(form.get("pattern")),
    };
    ask.mutate(said, {
      onSuccess: ({ id }) => {
        typed.saved(said);
        asked.reset();
        router.push(`/bounties/wanted?only=${id}`);
      },
    });
  }
  return (
    <form
      ref={typed.form}
      method="post"
      onSubmit={submit}
      onInput={typed.keep}
      className="grid max-w-prose gap-3"
    >
      <Restored typed={typed} />
      <TextField
        label="What you would like to see explained"
        hint="In a sentence."
        name="text"
        required
        minLength={minTextLength}
        maxLength={maxTextLength}
        error={fields.text}
      />
      <TextField
        label="A feature, if it is about one"
        hint="The address of its page."
        name="feature"
        defaultValue={feature}
        maxLength={maxTextLength}
        error={fields.feature}
      />
      <TextField
        label="A prompt in which it shows, if you know one"
        name="pattern"
        maxLength={maxTextLength}
        error={fields.pattern}
      />
      <div>
        <Button type="submit" look="primary" busy={ask.isPending}>
          Ask for it
        </Button>
      </div>
      {Object.keys(fields).length === 0 && <Refused error={ask.error} notice />}
    </form>
  );
}
