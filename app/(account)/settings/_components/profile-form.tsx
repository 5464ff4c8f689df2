"use client";

import { updateProfileMutation } from "@/app/_queries/people";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { TextField } from "@/components/ui/field";
import { FormEnd } from "./form-end";
import { useForm } from "./use-form";

export function ProfileForm({ name }: { name: string }) {
  const typed = useTypedForm({ thing: "profile", base: name, initial: { name } });
  const { onSubmit, ...state } = useForm(
    updateProfileMutation,
    (form) => ({ name: String(form.get("name")) }),
    () => "Saved.",
    { onDone: typed.saved },
  );
  return (
    <form ref={typed.form} method="post" onSubmit={onSubmit} onInput={typed.keep} className="grid gap-3">
      <Restored typed={typed} />
      <TextField
        label="Name"
        hint="Beside your handle, wherever you are named."
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
