import { idParams, route } from "@/lib/http/route";
import { deleteView } from "@/lib/views/save-view";

export const DELETE = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => deleteView({ viewId: params.id, ownerId: viewer.id }),
});
