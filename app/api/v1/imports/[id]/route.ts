import { nothing, stored } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { deleteImport } from "@/lib/imports/delete-import";
import { getImportDocument } from "@/lib/imports/get-import";
import { importViewSchema } from "@/lib/imports/view";

export const GET = route({
  summary: "One of one's own imported circuits, read or not, without its graph.",
  access: "member",
  params: idParams,
  problems: ["not-found"],
  answer: stored(importViewSchema),
  handle: ({ params, viewer }) => getImportDocument({ importId: params.id, ownerId: viewer.id }),
});

export const DELETE = route({
  summary: "Deletes one of one's own imported circuits, read or not.",
  access: "member",
  keyScope: "write",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteImport({ importId: params.id, ownerId: viewer.id }),
});
