import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { getProgramScore } from "@/lib/label-programs/score/get-program-score";
import { programScoreViewSchema } from "@/lib/label-programs/score/view";

export const GET = route({
  summary: "How a label as a program scores, as far as that is computed.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(programScoreViewSchema),
  handle: ({ params, viewer }) => getProgramScore(params, viewer),
});
