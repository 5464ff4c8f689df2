import { route } from "@/lib/http/route";
import { findSessions } from "@/lib/people/find-sessions";

export const GET = route({
  access: "member",
  handle: ({ viewer }) => findSessions({ userId: viewer.id, sessionId: viewer.sessionId }),
});
