"use client";

import { changePasswordMutation } from "@/app/_queries/people";
import { TextField } from "@/components/ui/field";
import { FormEnd } from "./form-end";
import { useForm } from "./use-form";

function ended(count: number): string {
  if (count === 0) return "Changed.";
  return `Changed; ${count} other ${count === 1 ? "session" : "sessions"} ended.`;
}

export function PasswordForm({ handle, hasPassword }: { handle: string; hasPassword: boolean }) {
  const { onSubmit, ...state } = useForm(
    changePasswordMutation,
    (form) => ({
      current: hasPassword ? String(form.get("current")) : null,
      next: String(form.get("next")),
    }),
    ({ endedSessions }) => ended(endedSessions),
    { clear: true },
  );
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-3">
      {/* For password managers: whose password this is. */}
      <input type="hidden" name="handle" autoComplete="username" value={handle} />
      {hasPassword && (
        <TextField
          label="Current password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          error={state.fields.current}
        />
      )}
      <TextField
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        required
        maxLength={200}
        error={state.fields.next}
      />
      <FormEnd label="Change the password" {...state} />
    </form>
  );
}
