"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { claimMutation, dismissMutation } from "@/app/_queries/moderation";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";

interface ReportAnswerProps {
  id: string;
  claimedBy: string | null;
  isMine: boolean;
}

/** Takes a report, so that no other moderator does, and answers it where nothing is to be done. */
export function ReportAnswer({ id, claimedBy, isMine }: ReportAnswerProps) {
  const router = useRouter();
  const typed = useTypedForm({ thing: "dismissal", base: id, initial: { reason: "" } });
  const claim = useMutation(claimMutation);
  const dismiss = useMutation(dismissMutation);
  const fields = fieldsOf(dismiss.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (dismiss.isPending) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    dismiss.mutate(
      { id, reason },
      {
        onSuccess: () => {
          typed.saved({ reason });
          router.refresh();
        },
      },
    );
  }
  return (
    <div className="grid max-w-prose gap-3 text-m">
      <p className="flex flex-wrap items-center gap-3">
        {claimedBy === null
          ? "Nobody looks into it yet."
          : isMine
            ? "You look into it."
            : `${claimedBy} looks into it.`}
        <Button
          size="s"
          busy={claim.isPending}
          onClick={() => claim.mutate({ id, takes: !isMine }, { onSuccess: () => router.refresh() })}
        >
          {isMine ? "Leave it to others" : "Take it"}
        </Button>
        <Refused error={claim.error} />
      </p>
      <form ref={typed.form} method="post" onSubmit={submit} onInput={typed.keep} className="grid gap-3">
        <Restored typed={typed} />
        <TextArea
          label="Nothing is to be done, because"
          hint="Who reported it reads this. To act instead, use the form below: that answers the reports too."
          name="reason"
          rows={2}
          required
          minLength={3}
          maxLength={1000}
          error={fields.reason}
        />
        <div>
          <Button type="submit" busy={dismiss.isPending}>
            Dismiss
          </Button>
        </div>
        {fields.reason === undefined && <Refused error={dismiss.error} notice />}
      </form>
    </div>
  );
}
