"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Refused } from "@/app/_components/refused";
import { undoImportMutation } from "@/app/_queries/label-imports";
import { fieldsOf } from "@/app/_queries/refusal";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Takes all of an import back, with why. */
export function UndoImport({ id, fileName }: { id: string; fileName: string }) {
  const router = useRouter();
  const undo = useMutation(undoImportMutation);
  const fields = fieldsOf(undo.error);
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (undo.isPending) return;
    const reason = String(new FormData(event.currentTarget).get("reason"));
    undo.mutate({ id, reason }, { onSuccess: () => router.refresh() });
  }
  return (
    <details className="mt-1 text-m">
      <summary>Undo it</summary>
      <form
        method="post"
        onSubmit={submit}
        className="mt-2 grid max-w-prose gap-3"
        aria-label={`Undo the import of ${fileName}`}
      >
        <TextField
          label="Why"
          hint="It stands in the audit log for good. Every label of the file is taken back, also those that others voted on."
          name="reason"
          required
          minLength={3}
          maxLength={1000}
          error={fields.reason}
        />
        <div>
          <Button type="submit" size="s" busy={undo.isPending}>
            Take all of it back
          </Button>
        </div>
        {fields.reason === undefined && <Refused error={undo.error} notice />}
      </form>
    </details>
  );
}
