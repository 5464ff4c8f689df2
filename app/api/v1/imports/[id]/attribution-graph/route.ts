import { exportWithMarks, viewQuerySchema } from "@/lib/attribution-graphs/export-with-marks";
import { exportedGraphSchema } from "@/lib/attribution-graphs/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { exportImport } from "@/lib/imports/export-import";

export const GET = route({
  summary: "An imported circuit as an attribution graph, with all that its file said beyond the circuit.",
  access: "member",
  params: idParams,
  query: viewQuerySchema,
  limit: { name: "export-graph", points: 10, perSeconds: 60 },
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(exportedGraphSchema),
  handle: ({ params, query, viewer }) =>
    exportWithMarks(query, (marked) => exportImport({ importId: params.id, ownerId: viewer.id }, marked)),
});
