import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { createdGoldSchema, newGoldSchema } from "@/lib/labels/gold/gold-schemas";
import { pickGold } from "@/lib/labels/gold/pick-gold";

export const POST = route({
  summary:
    "Picks a text of a hand of one's own, which is answered whole, as one by which others' answers are judged, with a reason.",
  access: "member",
  session: true,
  params: idParams,
  body: newGoldSchema,
  limit: { name: "pick-gold", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(createdGoldSchema),
  handle: ({ params, body, viewer }) => pickGold({ checkId: params.id, pickerId: viewer.id, ...body }),
});
