import { getAttributionGraph } from "@/lib/circuits/get-attribution-graph";
import { idParams, route } from "@/lib/http/route";

/** `{ graph, lost, notes }`: the file for Neuronpedia is `graph`; the lists say what it cannot carry. */
export const GET = route({
  access: "anyone",
  params: idParams,
  handle: ({ params }) => getAttributionGraph(params.id),
});
