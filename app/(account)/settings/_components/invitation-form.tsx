"use client";

import { claimInvitationMutation } from "@/app/_queries/people";
import { TextField } from "@/components/ui/field";
import { FormEnd } from "./form-end";
import { useForm } from "./use-form";

export function InvitationForm() {
  const { onSubmit, ...state } = useForm(
    claimInvitationMutation,
    (form) => ({ code: String(form.get("code")) }),
    ({ role }) => `You are ${role} now.`,
    { clear: true },
  );
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-3">
      <TextField
        label="One-time code"
        name="code"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={100}
        error={state.fields.code}
      />
      <FormEnd label="Enter the code" {...state} />
    </form>
  );
}
