import { getAttributionGraph } from "@/lib/attribution-graphs/get-attribution-graph";
import { marksOfView, viewQuerySchema } from "@/lib/attribution-graphs/marks-of-view";
import { exportedGraphSchema } from "@/lib/attribution-graphs/view";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "A circuit as the attribution graph of circuit-tracer and Neuronpedia, and what it cannot carry.",
  access: "anyone",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: stored(exportedGraphSchema),
  handle: async ({ params, query, viewer }) => ({
    packed: await getAttributionGraph(params.id, await marksOfView(query), viewer),
  }),
});
