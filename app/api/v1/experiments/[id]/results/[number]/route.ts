import { experimentResultSchema } from "@/lib/experiment-format/result";
import { resultParams } from "@/lib/experiments/experiment-schemas";
import { readPackedResult } from "@/lib/experiments/get-experiment";
import { stored } from "@/lib/http/answer";
import { route } from "@/lib/http/route";

export const GET = route({
  summary:
    "A finished result: the circuit-commons/experiment-result@1 document, as `commons experiment run` writes it.",
  access: "anyone",
  params: resultParams,
  problems: ["not-found", "conflict"],
  answer: stored(experimentResultSchema),
  // Not kept by others: the experiment or its family may be hidden, or only its owner's.
  handle: async ({ params, viewer }) => ({ packed: await readPackedResult(params, viewer), keep: false }),
});
