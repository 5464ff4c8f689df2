import { readPackedEvaluation } from "@/lib/evaluations/get-evaluation";
import { evaluationSchema } from "@/lib/evidence-format/evaluation";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A finished evaluation: the circuit-commons/evaluation@1 document, as `commons evaluate` prints it.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "conflict"],
  answer: stored(evaluationSchema),
  // Not kept by others: its family may be hidden, or only its owner's.
  handle: async ({ params, viewer }) => ({
    packed: await readPackedEvaluation(params.id, viewer),
    keep: false,
  }),
});
