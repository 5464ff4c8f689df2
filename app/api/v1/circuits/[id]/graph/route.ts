import { circuitSchema } from "@/lib/circuit-format/circuit";
import { readPackedGraph } from "@/lib/circuits/read-circuit-graph";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A finished circuit's graph: the circuit-commons/circuit@1 document. It never changes.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "conflict"],
  answer: stored(circuitSchema),
  handle: async ({ params }) => ({ packed: await readPackedGraph(params.id), keep: true }),
});
