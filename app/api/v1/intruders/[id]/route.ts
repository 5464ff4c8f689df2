import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { answerIntruder } from "@/lib/labels/intruders/answer-intruder";
import { intruderAnswerSchema } from "@/lib/labels/intruders/view";

export const PUT = route({
  summary:
    "Says once which of the five texts of a question of one's hand the feature does not fire in. The same answer again changes nothing.",
  access: "member",
  keyScope: "check",
  params: idParams,
  body: intruderAnswerSchema,
  limit: { name: "answer-check", points: 3_000, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "forbidden"],
  answer: nothing,
  handle: ({ params, body: { chosen }, viewer }) =>
    answerIntruder({
      ...{ questionId: params.id, raterId: viewer.id, chosen },
      byProgram: viewer.isProgram === true,
    }),
});
