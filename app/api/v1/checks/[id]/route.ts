import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { answerCheck } from "@/lib/labels/checks/answer-check";
import { answerSchema } from "@/lib/labels/checks/view";

export const PUT = route({
  summary:
    "Answers one text of one's hand, once: whether the feature would fire in it, or which token it would raise after it. The same answer again changes nothing.",
  access: "member",
  keyScope: "check",
  params: idParams,
  body: answerSchema,
  limit: { name: "answer-check", points: 3_000, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: nothing,
  handle: ({ params, body, viewer }) =>
    answerCheck({ checkId: params.id, raterId: viewer.id, byProgram: viewer.isProgram === true, said: body }),
});
