import { createApiKeySchema } from "@/lib/api-keys/api-key-schemas";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { findApiKeys } from "@/lib/api-keys/find-api-keys";
import { apiKeyViewSchema, createdApiKeySchema } from "@/lib/api-keys/view";
import { created, creates, json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "One's own keys, the newest first.",
  access: "member",
  session: true,
  query: pageQuery(idCursor),
  answer: json(pageSchema(apiKeyViewSchema)),
  handle: ({ query, viewer }) => findApiKeys({ ...query, userId: viewer.id }),
});

export const POST = route({
  summary: "Makes a key by which a program asks in one's name. The answer alone tells it.",
  access: "member",
  session: true,
  body: createApiKeySchema,
  limit: { name: "create-api-key", points: 30, perSeconds: 60 * 60 },
  problems: ["conflict"],
  answer: creates(createdApiKeySchema),
  handle: async ({ body, viewer }) => {
    const { key, made } = await createApiKey({ ...body, userId: viewer.id });
    return created({ key, made }, `/api/v1/me/keys/${made.id}`);
  },
});
