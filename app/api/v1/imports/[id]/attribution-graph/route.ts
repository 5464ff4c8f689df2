import { idParams, route } from "@/lib/http/route";
import { exportImport } from "@/lib/imports/export-import";

/** `{ graph, lost, notes }`, as of a circuit computed here. */
export const GET = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => exportImport({ importId: params.id, ownerId: viewer.id }),
});
