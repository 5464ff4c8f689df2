import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { undoImport } from "@/lib/label-files/undo-import";
import { undoImportSchema, undoneImportSchema } from "@/lib/label-files/view";

export const POST = route({
  summary: "Takes every label of an import back in one step, with a reason in the audit log.",
  access: "moderator",
  session: true,
  params: idParams,
  body: undoImportSchema,
  limit: { name: "undo-import", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: json(undoneImportSchema),
  handle: ({ params: { id }, body: { reason }, viewer }) =>
    undoImport({ importId: id, actorId: viewer.id, reason }),
});
