import { circuitSchema } from "@/lib/circuit-format/circuit";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { readPackedImport } from "@/lib/imports/get-import";

export const GET = route({
  summary:
    "The circuit-commons/circuit@1 document that was made of the file. It changes when another target is chosen.",
  access: "member",
  params: idParams,
  problems: ["not-found", "conflict"],
  answer: stored(circuitSchema),
  handle: async ({ params, viewer }) => ({
    packed: await readPackedImport({ importId: params.id, ownerId: viewer.id }),
  }),
});
