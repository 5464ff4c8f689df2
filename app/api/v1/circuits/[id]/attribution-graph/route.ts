import { exportWithMarks, viewQuerySchema } from "@/lib/attribution-graphs/export-with-marks";
import { getAttributionGraph } from "@/lib/attribution-graphs/get-attribution-graph";
import { exportedGraphSchema } from "@/lib/attribution-graphs/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A circuit as the attribution graph of circuit-tracer and Neuronpedia, and what it cannot carry.",
  access: "anyone",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(exportedGraphSchema),
  handle: ({ params, query }) => exportWithMarks(query, (marked) => getAttributionGraph(params.id, marked)),
});
