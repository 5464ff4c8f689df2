import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { answerPinpoint } from "@/lib/labels/pinpointing/answer-pinpoint";
import { pinpointAnswerSchema } from "@/lib/labels/pinpointing/view";

export const PUT = route({
  summary:
    "Says once at which token of one text of one's hand the feature fires most. The same answer again changes nothing.",
  access: "member",
  keyScope: "check",
  params: idParams,
  body: pinpointAnswerSchema,
  limit: { name: "answer-check", points: 3_000, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict", "forbidden", "unprocessable"],
  answer: nothing,
  handle: ({ params, body: { chosen }, viewer }) =>
    answerPinpoint({ checkId: params.id, raterId: viewer.id, byProgram: viewer.isProgram === true, chosen }),
});
