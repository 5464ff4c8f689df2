import { unpackedBody } from "@/lib/circuits/read-circuit-graph";
import { idParams, route } from "@/lib/http/route";
import { readPackedImport } from "@/lib/imports/get-import";

/** The `circuit-commons/circuit@1` document that was made of the file. It never changes. */
export const GET = route({
  access: "member",
  params: idParams,
  handle: async ({ params, viewer }) =>
    new Response(unpackedBody(await readPackedImport({ importId: params.id, ownerId: viewer.id })), {
      headers: { "content-type": "application/json", "cache-control": "private, no-store" },
    }),
});
