import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { deleteView } from "@/lib/views/save-view";

export const DELETE = route({
  summary: "Deletes one of one's own saved views.",
  access: "member",
  keyScope: "write",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteView({ viewId: params.id, ownerId: viewer.id }),
});
