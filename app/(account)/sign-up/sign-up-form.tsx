"use client";

import { type FormEvent, useState } from "react";
import { signInLocally } from "@/app/_components/next-auth-client";
import { sendJson } from "@/app/_components/send-json";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/** Fields are uncontrolled and never cleared: a mistake in one loses nothing in the others. */
export function SignUpForm() {
  const [fields, setFields] = useState<Record<string, string>>({});
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const handle = String(form.get("handle")).trim();
    const password = String(form.get("password"));
    const code = String(form.get("code")).trim();
    setBusy(true);
    setFields({});
    setMessage("");
    const sent = await sendJson("POST", "/api/v1/accounts", { handle, password, ...(code && { code }) });
    if (sent.ok) {
      const outcome = await signInLocally(handle, password);
      return window.location.assign(outcome.ok ? "/" : "/sign-in");
    }
    setBusy(false);
    setFields(sent.fields);
    if (Object.keys(sent.fields).length === 0) setMessage(sent.message);
  }

  return (
    <form method="post" onSubmit={send} className="grid gap-4">
      {message && (
        <Notice tone="error" live>
          {message}
        </Notice>
      )}
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
