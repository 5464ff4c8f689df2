import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { markFeature } from "@/lib/label-queue/mark-feature";
import { queueMark } from "@/lib/label-queue/queue-schemas";
import { markedSchema } from "@/lib/label-queue/view";

export const POST = route({
  summary: "Says of a feature that the queue showed you why you pass it over, or what is wrong with it.",
  access: "member",
  session: true,
  params: idParams,
  body: queueMark,
  limit: { name: "queue-mark", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: json(markedSchema),
  handle: ({ params, body, viewer }) => markFeature({ ...body, memberId: viewer.id, visitId: params.id }),
});
