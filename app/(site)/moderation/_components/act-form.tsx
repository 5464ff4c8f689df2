"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { actMutation } from "@/app/_queries/moderation";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";

interface ActFormProps {
  kind: string;
  id: string;
  acts: { kind: string; words: string }[];
}

const days = [
  ["1", "a day"],
  ["7", "a week"],
  ["30", "30 days"],
  ["", "until it is lifted"],
] as const;

const dayMillis = 24 * 60 * 60 * 1000;

/** What a moderator does, with why: a button for each act. */
export function ActForm({ kind, id, acts }: ActFormProps) {
  const router = useRouter();
  const typed = useTypedForm({ thing: "act", base: `${kind} ${id}`, initial: { reason: "" } });
  const act = useMutation(actMutation);
  const fields = fieldsOf(act.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (act.isPending) return;
    const { submitter } = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const target = event.currentTarget;
    const form = new FormData(target, submitter);
    const lasts = Number(form.get("days"));
    const reason = String(form.get("reason"));
    act.mutate(
      {
        ...{ kind: String(form.get("act")), subject: { kind, id }, reason },
        until: lasts > 0 ? new Date(Date.now() + lasts * dayMillis).toISOString() : null,
      },
      {
        onSuccess: () => {
          typed.saved({ reason });
          target.reset();
          router.refresh();
        },
      },
    );
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
      <TextArea
        label="Why"
        hint="Whom it concerns reads this, and so do moderators, for good."
        name="reason"
        rows={3}
        required
        minLength={3}
        maxLength={1000}
        error={fields.reason}
      />
      {kind === "person" && (
        <label className="grid gap-1 font-semibold text-m">
          A suspension lasts
          <select name="days" className="input w-fit" defaultValue="7">
            {days.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        {acts.map((each) => (
          <Button key={each.kind} type="submit" name="act" value={each.kind} busy={act.isPending}>
            {each.words}
          </Button>
        ))}
      </div>
      {fields.reason === undefined && <Refused error={act.error} notice />}
    </form>
  );
}
