import { z } from "zod";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { sendAgain, sendFailedAgain } from "@/lib/webhooks/send-again";
import { sentAgainSchema } from "@/lib/webhooks/view";

export const POST = route({
  summary: "Sends again what one's own webhook was sent, or all that failed and was held back.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: z.object({
    delivery: z.uuid().nullable().describe("Which; null for all that it did not get."),
  }),
  limit: { name: "send-webhook-again", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: json(sentAgainSchema),
  handle: async ({ params, body, viewer }) => {
    const own = { ...params, ownerId: viewer.id };
    if (body.delivery === null) return sendFailedAgain(own);
    await sendAgain({ ...own, deliveryId: body.delivery });
    return { sending: 1 };
  },
});
