import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findSessions } from "@/lib/people/find-sessions";
import { sessionViewSchema } from "@/lib/people/view";

export const GET = route({
  summary: "The browsers one is signed in with, the latest seen first.",
  access: "member",
  session: true,
  answer: json(z.array(sessionViewSchema)),
  handle: ({ viewer, sessionId }) => findSessions({ userId: viewer.id, sessionId }),
});
