"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createApiKeyMutation } from "@/app/_queries/api-keys";
import { fieldsOf } from "@/app/_queries/refusal";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { TextField } from "@/components/ui/field";
import { grantedScopes, scopeWords } from "@/lib/api-keys/key-scopes";
import { FormEnd } from "./form-end";

const lasting = [
  ["30", "30 days"],
  ["7", "7 days"],
  ["90", "90 days"],
  ["365", "a year"],
  ["", "until it is revoked"],
] as const;

/** Makes a key, and shows it the once that it is told. */
export function ApiKeyForm() {
  const typed = useTypedForm({ thing: "api-key", base: "", initial: { name: "" } });
  const { mutate, isPending, data, error, reset } = useMutation(createApiKeyMutation);
  const [closed, setClosed] = useState(false);
  const fields = fieldsOf(error);

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const target = event.currentTarget;
    const form = new FormData(target);
    const days = String(form.get("days"));
    const name = String(form.get("name"));
    const scopes = grantedScopes.filter((scope) => form.getAll("scopes").includes(scope));
    setClosed(false);
    mutate(
      { name, scopes, days: days === "" ? null : Number(days) },
      {
        onSuccess: () => {
          typed.saved({ name });
          target.reset();
        },
      },
    );
  }

  function close() {
    // What is told once is not kept in the page's memory either.
    reset();
    setClosed(true);
  }

  return (
    <>
      <form ref={typed.form} method="post" onSubmit={make} onInput={typed.keep} className="grid gap-3">
        <Restored typed={typed} />
        <TextField
          label="What the key is for"
          hint="A notebook, a script: so that you know later which to revoke."
          name="name"
          autoComplete="off"
          required
          maxLength={80}
          error={fields.name}
        />
        <fieldset className="grid gap-1 text-m">
          <legend className="mb-1 font-semibold">It may {scopeWords.read}. It may also</legend>
          {grantedScopes.map((scope) => (
            <label key={scope} className="flex items-baseline gap-2">
              <input type="checkbox" name="scopes" value={scope} />
              <span>
                <b>{scope}</b>: {scopeWords[scope]}
              </span>
            </label>
          ))}
        </fieldset>
        <label className="grid gap-1 font-semibold text-m">
          It lasts
          <select name="days" className="input w-fit">
            {lasting.map(([days, words]) => (
              <option key={days} value={days}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <FormEnd
          label="Make the key"
          busy={isPending}
          done={
            closed
              ? "The key is not shown again. If it was not copied, revoke it and make another."
              : data
                ? "Made. Copy it now."
                : ""
          }
          fields={fields}
          message={Object.keys(fields).length > 0 ? "" : (error?.message ?? "")}
        />
      </form>
      {data && (
        <div className="mt-4 grid gap-2">
          <p className="text-m">
            This is the key of <b>{data.made.name}</b>. It is shown this once: the site keeps only a hash of
            it. Whoever has it can do in your name what it may, so keep it out of code that others see.
          </p>
          <div className="flex flex-wrap items-center gap-2">
            <input
              className="input mono min-w-0 grow text-s"
              aria-label="The key"
              readOnly
              value={data.key}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton text={() => data.key}>Copy the key</CopyButton>
            <Button size="s" onClick={close}>
              Close
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
