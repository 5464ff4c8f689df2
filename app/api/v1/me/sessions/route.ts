import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";
import { findSessions, sessionCursor } from "@/lib/people/find-sessions";
import { sessionViewSchema } from "@/lib/people/view";

export const GET = route({
  summary: "The browsers one is signed in with, the latest seen first.",
  access: "member",
  session: true,
  query: pageQuery(sessionCursor),
  answer: json(pageSchema(sessionViewSchema)),
  handle: ({ query, viewer, sessionId }) => findSessions({ ...query, userId: viewer.id, sessionId }),
});
