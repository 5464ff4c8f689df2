import { idParams, route } from "@/lib/http/route";
import { endSession } from "@/lib/people/end-session";

export const DELETE = route({
  access: "member",
  params: idParams,
  handle: ({ params, viewer }) => endSession({ userId: viewer.id, sessionId: params.id }),
});
