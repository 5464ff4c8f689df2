import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { renewSecret } from "@/lib/webhooks/change-webhook";
import { renewedSecretSchema } from "@/lib/webhooks/view";

export const POST = route({
  summary: "Signs from now on with a new secret, which the answer alone tells.",
  access: "member",
  session: true,
  params: idParams,
  limit: { name: "renew-webhook-secret", points: 30, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: json(renewedSecretSchema),
  handle: ({ params, viewer }) => renewSecret({ ...params, ownerId: viewer.id }),
});
