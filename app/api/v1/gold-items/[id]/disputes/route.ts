import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { disputeGold } from "@/lib/labels/gold/dispute-gold";
import { createdGoldSchema, newDisputeSchema } from "@/lib/labels/gold/gold-schemas";

export const POST = route({
  summary: "Disputes a gold item that one has answered, once, with a reason.",
  access: "member",
  session: true,
  params: idParams,
  body: newDisputeSchema,
  limit: { name: "dispute-gold", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "forbidden", "conflict"],
  answer: json(createdGoldSchema),
  handle: ({ params, body, viewer }) =>
    disputeGold({ goldId: params.id, disputerId: viewer.id, reason: body.reason }),
});
