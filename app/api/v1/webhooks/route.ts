import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { findWebhooks } from "@/lib/webhooks/find-webhooks";
import { madeWebhookSchema, webhookViewSchema } from "@/lib/webhooks/view";
import { newWebhookSchema } from "@/lib/webhooks/webhook-schemas";

export const GET = route({
  summary: "One's own webhooks, the newest first.",
  access: "member",
  query: pageQuery(idCursor),
  answer: json(pageSchema(webhookViewSchema)),
  handle: ({ query, viewer }) => findWebhooks({ ...query, ownerId: viewer.id }),
});

export const POST = route({
  summary: "Has an address told what becomes of bounties. The answer alone tells what that is signed with.",
  access: "member",
  session: true,
  body: newWebhookSchema,
  limit: { name: "create-webhook", points: 30, perSeconds: 60 * 60 },
  problems: ["conflict", "unprocessable"],
  answer: creates(madeWebhookSchema),
  handle: async ({ body, viewer }) => {
    const { secret, made } = await createWebhook({ ...body, ownerId: viewer.id });
    return created({ secret, made }, `/api/v1/webhooks/${made.id}`);
  },
});
