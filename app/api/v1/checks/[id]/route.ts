import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { answerSchema } from "@/lib/labels/checks/view";

export const PUT = route({
  summary:
    "Answers whether a feature would fire in a text of one's hand, once. The same answer again changes nothing.",
  access: "member",
  params: idParams,
  body: answerSchema,
  limit: { name: "answer-check", points: 3_000, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, body, viewer }) => answerCheck({ checkId: params.id, raterId: viewer.id, ...body }),
});
