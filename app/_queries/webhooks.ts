import { mutationOptions } from "@tanstack/react-query";
import { ask, send } from "./ask";

const webhooks = "/api/v1/webhooks";

interface Told {
  url: string;
  scope: string;
  bounties: readonly string[];
}

export const createWebhookMutation = mutationOptions({
  mutationFn: (body: Told) =>
    ask((answers) => answers.madeWebhookSchema, { method: "POST", address: webhooks, body }),
});

export const updateWebhookMutation = mutationOptions({
  mutationFn: ({ id, ...body }: Told & { id: string; isOn: boolean }) =>
    send({ method: "PUT", address: `${webhooks}/${id}`, body }),
});

export const deleteWebhookMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "DELETE", address: `${webhooks}/${id}` }),
});

export const renewSecretMutation = mutationOptions({
  mutationFn: (id: string) =>
    ask((answers) => answers.renewedSecretSchema, { method: "POST", address: `${webhooks}/${id}/secret` }),
});

export const testWebhookMutation = mutationOptions({
  mutationFn: (id: string) => send({ method: "POST", address: `${webhooks}/${id}/tests` }),
});

/** `delivery`: null for all that did not arrive. */
export const sendAgainMutation = mutationOptions({
  mutationFn: ({ id, delivery }: { id: string; delivery: string | null }) =>
    send({ method: "POST", address: `${webhooks}/${id}/resending`, body: { delivery } }),
});
