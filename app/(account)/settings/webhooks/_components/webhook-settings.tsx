"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/app/_components/refused";
import { fieldsOf } from "@/app/_queries/refusal";
import {
  deleteWebhookMutation,
  renewSecretMutation,
  testWebhookMutation,
  updateWebhookMutation,
} from "@/app/_queries/webhooks";
import { Button } from "@/components/ui/button";
import type { WebhookScope } from "@/lib/webhooks/webhook-words";
import { FormEnd } from "../../_components/form-end";
import { ToldSecret } from "./told-secret";
import { typedWebhook, WebhookFields } from "./webhook-fields";

interface WebhookSettingsProps {
  id: string;
  url: string;
  scope: WebhookScope;
  bounties: readonly string[];
  isOn: boolean;
}

/** Changes where a webhook is and of what it is told. */
export function WebhookSettings({ id, url, scope, bounties, isOn }: WebhookSettingsProps) {
  const { refresh } = useRouter();
  const update = useMutation(updateWebhookMutation);
  const fields = fieldsOf(update.error);
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!update.isPending)
      update.mutate({ id, isOn, ...typedWebhook(event.currentTarget) }, { onSuccess: refresh });
  }
  return (
    <form method="post" onSubmit={save} className="grid gap-3">
      <WebhookFields {...{ url, scope, bounties, fields }} />
      <FormEnd
        label="Save"
        busy={update.isPending}
        done={update.isSuccess ? "Saved." : ""}
        fields={fields}
        message={Object.keys(fields).length > 0 ? "" : (update.error?.message ?? "")}
      />
    </form>
  );
}

/** What else is done with a webhook. */
export function WebhookActions({ id, url, scope, bounties, isOn }: WebhookSettingsProps) {
  const { refresh } = useRouter();
  const [sure, setSure] = useState<"secret" | "delete" | null>(null);
  const turn = useMutation(updateWebhookMutation);
  const test = useMutation(testWebhookMutation);
  const renew = useMutation(renewSecretMutation);
  const remove = useMutation(deleteWebhookMutation);
  const leave = { onSuccess: () => window.location.assign("/settings/webhooks") };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button
          busy={turn.isPending}
          onClick={() => turn.mutate({ id, url, scope, bounties, isOn: !isOn }, { onSuccess: refresh })}
        >
          {isOn ? "Turn it off" : "Turn it on"}
        </Button>
        <Button busy={test.isPending} onClick={() => test.mutate(id, { onSuccess: refresh })}>
          Send a test
        </Button>
        <Button
          busy={renew.isPending}
          onClick={() => (sure === "secret" ? renew.mutate(id) : setSure("secret"))}
        >
          {sure === "secret" ? "The old one ends at once. Make a new one?" : "Make a new secret"}
        </Button>
        <Button
          look="danger"
          busy={remove.isPending || remove.isSuccess}
          onClick={() => (sure === "delete" ? remove.mutate(id, leave) : setSure("delete"))}
        >
          {sure === "delete" ? "Delete it for good?" : "Delete"}
        </Button>
      </div>
      <p role="status" className="text-m">
        {test.isSuccess ? "A test is on its way. Load the page again in some seconds to see its answer." : ""}
      </p>
      <Refused error={turn.error ?? test.error ?? renew.error ?? remove.error} />
      {renew.data && <ToldSecret secret={renew.data.secret} onClose={renew.reset} />}
    </>
  );
}
