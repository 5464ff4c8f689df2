import { idParams, route } from "@/lib/http/route";
import { deleteImport } from "@/lib/imports/delete-import";
import { getImport } from "@/lib/imports/get-import";

export const GET = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => getImport({ importId: params.id, ownerId: viewer.id }),
});

export const DELETE = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => deleteImport({ importId: params.id, ownerId: viewer.id }),
});
