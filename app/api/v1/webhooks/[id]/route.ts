import { json, nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { deleteWebhook, updateWebhook } from "@/lib/webhooks/change-webhook";
import { getWebhook } from "@/lib/webhooks/find-webhooks";
import { webhookViewSchema } from "@/lib/webhooks/view";
import { changedWebhookSchema } from "@/lib/webhooks/webhook-schemas";

export const GET = route({
  summary: "One of one's own webhooks.",
  access: "member",
  params: idParams,
  problems: ["not-found"],
  answer: json(webhookViewSchema),
  handle: ({ params, viewer }) => getWebhook({ ...params, ownerId: viewer.id }),
});

export const PUT = route({
  summary: "Changes where one's own webhook is, of what it is told, and whether it is.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: changedWebhookSchema,
  limit: { name: "change-webhook", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) => updateWebhook({ ...params, ...body, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes one's own webhook, and what is known of what was sent to it.",
  access: "member",
  keyScope: "publish",
  whileSuspended: true,
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteWebhook({ ...params, ownerId: viewer.id }),
});
