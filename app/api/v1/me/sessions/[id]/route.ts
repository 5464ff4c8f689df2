import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { endSession } from "@/lib/people/end-session";

export const DELETE = route({
  summary: "Signs one of one's own browsers out.",
  access: "member",
  session: true,
  whileSuspended: true,
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => endSession({ userId: viewer.id, sessionId: params.id }),
});
