"use client";

import { updateProfileMutation } from "@/app/_queries/people";
import { TextField } from "@/components/ui/field";
import { FormEnd } from "./form-end";
import { useForm } from "./use-form";

export function ProfileForm({ name }: { name: string }) {
  const { onSubmit, ...state } = useForm(
    updateProfileMutation,
    (form) => ({ name: String(form.get("name")) }),
    () => "Saved.",
  );
  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-3">
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        maxLength={80}
        defaultValue={name}
        error={state.fields.name}
      />
      <FormEnd label="Save the name" {...state} />
    </form>
  );
}
