import { readPackedGraph, unpackedBody } from "@/lib/circuits/read-circuit-graph";
import { idParams, route } from "@/lib/http/route";

/**
 * The `circuit-commons/circuit@1` document: a finished circuit never changes. It is stored packed and sent plain,
 * because Next drops a route's content-encoding and packs what it sends itself.
 */
export const GET = route({
  access: "anyone",
  params: idParams,
  handle: async ({ params }) =>
    new Response(unpackedBody(await readPackedGraph(params.id)), {
      headers: {
        "content-type": "application/json",
        "cache-control": "public, max-age=31536000, immutable",
      },
    }),
});
