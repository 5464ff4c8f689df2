"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { deleteAccountMutation } from "@/app/_queries/people";
import { fieldsOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Deletes one's account: what goes and what stays is said before, and the handle is typed as a confirmation. */
export function DeleteAccountForm({ hasPassword }: { hasPassword: boolean }) {
  const { mutate, isPending, isSuccess, error } = useMutation(deleteAccountMutation);
  const fields = fieldsOf(error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending || isSuccess) return;
    const form = new FormData(event.currentTarget);
    mutate(
      {
        handle: String(form.get("handle")),
        password: hasPassword ? String(form.get("password")) : null,
        withFindings: form.get("withFindings") !== null,
      },
      // Nothing that this page knows is true any more.
      { onSuccess: () => window.location.assign("/") },
    );
  }
  return (
    <details>
      <summary className="cursor-pointer text-m">What goes, what stays, and the form</summary>
      <form method="post" onSubmit={submit} className="mt-3 grid max-w-prose gap-3 text-m">
        <p>
          <b>Goes</b>: drafts, collections, prompt families, projects that nobody else is in, saved views and
          searches, imported circuits, reports, labels you took back, the words of your votes, your name,
          e-mail address, sessions and keys.
        </p>
        <p>
          <b>Stays</b>, as made by a deleted account: labels that stand, votes, blind answers, and findings
          you published. Versions that were published keep the name by which they may have been cited, and the
          log of labels keeps what each label said. What you said in conversations stays too, with what each
          comment said before: delete first the comments that should go.
        </p>
        <label className="flex items-baseline gap-2">
          <input type="checkbox" name="withFindings" />
          Delete what I published too. Its addresses then say only that it was deleted.
        </label>
        <TextField
          label="Your handle, to be sure"
          name="handle"
          autoComplete="off"
          required
          maxLength={64}
          error={fields.handle}
        />
        {hasPassword && (
          <TextField
            label="Your password"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            error={fields.password}
          />
        )}
        <div>
          <Button type="submit" busy={isPending || isSuccess}>
            Delete my account
          </Button>
        </div>
        {Object.keys(fields).length === 0 && <Refused error={error} notice />}
      </form>
    </details>
  );
}
