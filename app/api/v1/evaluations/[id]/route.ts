import { getEvaluation } from "@/lib/evaluations/get-evaluation";
import { evaluationViewSchema } from "@/lib/evaluations/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "An evaluation of a circuit as far as it is: what was asked, and the shares once they are there.",
  access: "anyone",
  params: idParams,
  problems: ["not-found"],
  answer: json(evaluationViewSchema),
  handle: ({ params, viewer }) => getEvaluation(params.id, viewer),
});
