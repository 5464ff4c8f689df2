"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { accountAddress } from "@/app/_components/account-address";
import { signInLocally } from "@/app/_components/next-auth-client";
import { Refused } from "@/app/_components/refused";
import { createAccountMutation } from "@/app/_queries/people";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

/** Fields are uncontrolled and never cleared: a mistake in one loses nothing in the others. */
export function SignUpForm({ next }: { next: string }) {
  const { mutate, isIdle, isError, error } = useMutation(createAccountMutation);
  const busy = !isIdle && !isError;
  const fields = fieldsOf(error);
  // Neither the password nor the code, which opens something.
  const typed = useTypedForm({ thing: "sign-up", base: "", initial: { handle: "" } });

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const handle = String(form.get("handle")).trim();
    const password = String(form.get("password"));
    const code = String(form.get("code")).trim();
    const account = { handle, password, ...(code && { code }) };
    mutate(account, {
      onSuccess: async () => {
        const outcome = await signInLocally(handle, password);
        typed.saved();
        window.location.assign(outcome.ok ? next : accountAddress("/sign-in", next));
      },
    });
  }

  return (
    <form ref={typed.form} method="post" onSubmit={send} onInput={typed.keep} className="grid gap-4">
      <Restored typed={typed} />
      {Object.keys(fields).length === 0 && <Refused error={error} notice />}
      <TextField
        label="Handle"
        name="handle"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        minLength={2}
        maxLength={32}
        hint="Letters a to z, digits and single hyphens. Others see it beside what you do."
        error={fields.handle}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        maxLength={200}
        hint="A few words together are easy to remember."
        error={fields.password}
      />
      <details className="text-m" open={fields.code ? true : undefined}>
        <summary className="cursor-pointer text-ink-soft">I have a code</summary>
        <div className="mt-3">
          <TextField
            label="Code"
            name="code"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            hint="The first start of the site prints one that makes this account its administrator."
            error={fields.code}
          />
        </div>
      </details>
      <p role="alert" className="sr-only">
        {Object.values(fields).join(" ")}
      </p>
      <Button type="submit" look="primary" busy={busy}>
        {busy ? "Making the account" : "Make the account"}
      </Button>
    </form>
  );
}
