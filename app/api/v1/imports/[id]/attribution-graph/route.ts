import { exportWithMarks, viewQuerySchema } from "@/lib/attribution-graphs/export-with-marks";
import { idParams, route } from "@/lib/http/route";
import { exportImport } from "@/lib/imports/export-import";

/** `{ graph, lost, notes }`, as of a circuit computed here. */
export const GET = route({
  access: "member",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  handle: ({ params, query, viewer }) =>
    exportWithMarks(query, (marked) => exportImport({ importId: params.id, ownerId: viewer.id }, marked)),
});
