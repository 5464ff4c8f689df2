import { circuitSchema } from "@/lib/circuit-format/circuit";
import { readPackedGraph, unpackedBody } from "@/lib/circuits/read-circuit-graph";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

/** The document is stored packed and sent plain, because Next drops a route's content-encoding and packs itself. */
export const GET = route({
  summary: "A finished circuit's graph: the circuit-commons/circuit@1 document. It never changes.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "conflict"],
  answer: stored(circuitSchema),
  handle: async ({ params }) =>
    new Response(unpackedBody(await readPackedGraph(params.id)), {
      headers: {
        "content-type": "application/json",
        "cache-control": "public, max-age=31536000, immutable",
      },
    }),
});
