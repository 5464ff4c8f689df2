import { readPackedGraph } from "@/lib/circuits/read-circuit-graph";
import { idParams, route } from "@/lib/http/route";

/** The `circuit-commons/circuit@1` document as it is stored: a finished circuit never changes. */
export const GET = route({
  access: "anyone",
  params: idParams,
  handle: async ({ params }) =>
    new Response(await readPackedGraph(params.id), {
      headers: {
        "content-type": "application/json",
        "content-encoding": "gzip",
        "cache-control": "public, max-age=31536000, immutable",
      },
    }),
});
