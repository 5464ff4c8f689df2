"use client";

import { type FormEvent, useState } from "react";
import { beginSignIn } from "@/app/_components/next-auth-client";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { notSignedInWords } from "../_components/sign-in-errors";

interface OtherSignInsProps {
  providers: { id: "github" | "google" | "email"; name: string }[];
  next: string;
}

/** The other ways to sign in that this installation offers. */
export function OtherSignIns({ providers, next }: OtherSignInsProps) {
  const [error, setError] = useState("");

  async function begin(provider: string, email?: string) {
    setError("");
    const answer = await beginSignIn(provider, next, email);
    if (answer instanceof URL) window.location.assign(answer);
    else setError(notSignedInWords(answer));
  }
  function sendEmail(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void begin("email", String(new FormData(event.currentTarget).get("email")));
  }

  return (
    <div className="grid gap-3 border-line border-t pt-6">
      {providers.map(({ id, name }) =>
        id === "email" ? (
          <form key={id} method="post" onSubmit={sendEmail} className="grid gap-3">
            <TextField
              label="E-mail address"
              name="email"
              type="email"
              autoComplete="email"
              required
              hint="You get a link that signs you in; no password."
            />
            <Button type="submit">Send me a link</Button>
          </form>
        ) : (
          <Button key={id} onClick={() => begin(id)}>
            Go on with {name}
          </Button>
        ),
      )}
      {error && (
        <p role="alert" className="text-danger text-m">
          {error}
        </p>
      )}
    </div>
  );
}
