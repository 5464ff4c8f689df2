import { exportWithMarks, viewQuerySchema } from "@/lib/attribution-graphs/export-with-marks";
import { getAttributionGraph } from "@/lib/attribution-graphs/get-attribution-graph";
import { idParams, route } from "@/lib/http/route";

/** `{ graph, lost, notes }`: the file for Neuronpedia is `graph`; the lists say what it cannot carry. */
export const GET = route({
  access: "anyone",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  handle: ({ params, query }) => exportWithMarks(query, (marked) => getAttributionGraph(params.id, marked)),
});
