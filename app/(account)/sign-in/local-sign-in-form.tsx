"use client";

import { type FormEvent, useState } from "react";
import { signInLocally } from "@/app/_components/next-auth-client";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { notSignedInWords } from "../_components/sign-in-errors";

export function LocalSignInForm({ next }: { next: string }) {
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError("");
    const outcome = await signInLocally(String(form.get("handle")), String(form.get("password")));
    // A full load: every part of the page knows the reader from now on.
    if (outcome.ok) return window.location.assign(next);
    setBusy(false);
    setError(notSignedInWords(outcome));
  }

  return (
    <form method="post" onSubmit={send} className="grid gap-4">
      <TextField
        label="Handle"
        name="handle"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={64}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={200}
        error={error}
      />
      <p role="alert" className="sr-only">
        {error}
      </p>
      <Button type="submit" look="primary" busy={busy}>
        {busy ? "Signing in" : "Sign in"}
      </Button>
    </form>
  );
}
