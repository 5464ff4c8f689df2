import { z } from "zod";
import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { settleDispute } from "@/lib/moderation/settle-dispute";

export const PUT = route({
  summary: "Upholds a dispute of a gold item, or does not, once; with the second that is upheld it retires.",
  access: "moderator",
  session: true,
  params: idParams,
  body: z.strictObject({ isUpheld: z.boolean() }),
  limit: { name: "settle-dispute", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    settleDispute({ disputeId: params.id, actorId: viewer.id, isUpheld: body.isUpheld }),
});
