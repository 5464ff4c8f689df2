import { marksOfView, viewQuerySchema } from "@/lib/attribution-graphs/marks-of-view";
import { exportedGraphSchema } from "@/lib/attribution-graphs/view";
import { stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { exportImport } from "@/lib/imports/export-import";

export const GET = route({
  summary: "An imported circuit as an attribution graph, with all that its file said beyond the circuit.",
  access: "member",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: stored(exportedGraphSchema),
  handle: async ({ params, query, viewer }) => ({
    packed: await exportImport({ importId: params.id, ownerId: viewer.id }, await marksOfView(query)),
  }),
});
