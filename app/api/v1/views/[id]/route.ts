import { deleteView } from "@/lib/circuits/save-view";
import { idParams, route } from "@/lib/http/route";

export const DELETE = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => deleteView({ viewId: params.id, ownerId: viewer.id }),
});
