"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { fieldsOf } from "@/app/_queries/refusal";
import { createWebhookMutation } from "@/app/_queries/webhooks";
import { Restored } from "@/app/_typed/restored";
import { useTypedForm } from "@/app/_typed/use-typed-form";
import { FormEnd } from "../../_components/form-end";
import { ToldSecret } from "./told-secret";
import { typedWebhook, WebhookFields } from "./webhook-fields";

/** Makes a webhook, and shows its secret. */
export function WebhookForm() {
  const { refresh } = useRouter();
  const typed = useTypedForm({ thing: "webhook", base: "", initial: { url: "", bounties: "" } });
  const { mutate, isPending, data, error, reset } = useMutation(createWebhookMutation);
  const fields = fieldsOf(error);

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isPending) return;
    const form = event.currentTarget;
    const said = typedWebhook(form);
    mutate(said, {
      onSuccess: () => {
        typed.saved({ url: said.url, bounties: said.bounties.join("\n") });
        form.reset();
        refresh();
      },
    });
  }

  return (
    <>
      <form ref={typed.form} method="post" onSubmit={make} onInput={typed.keep} className="grid gap-3">
        <Restored typed={typed} />
        <WebhookFields fields={fields} />
        <FormEnd
          label="Make the webhook"
          busy={isPending}
          done={data ? "Made. Copy its secret now." : ""}
          fields={fields}
          message={Object.keys(fields).length > 0 ? "" : (error?.message ?? "")}
        />
      </form>
      {data && <ToldSecret secret={data.secret} onClose={reset} />}
    </>
  );
}
