import { z } from "zod";
import { actKinds, actViewSchema, loggedKinds } from "@/lib/audit-log/act";
import { actCursor, findActs } from "@/lib/audit-log/find-acts";
import { storableText } from "@/lib/db/storable-text";
import { json, nothing } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { act } from "@/lib/moderation/act";
import { newActSchema } from "@/lib/moderation/act-schemas";
import { pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "What moderators did, the latest first.",
  access: "moderator",
  session: true,
  query: pageQuery(actCursor).extend({
    kind: z.enum(actKinds).optional(),
    subjectKind: z.enum(loggedKinds).optional(),
    subjectId: storableText.max(80).optional(),
    by: storableText.max(40).optional().describe("The handle of who did it."),
    concerns: storableText.max(40).optional().describe("The handle of whom it concerns."),
  }),
  answer: json(pageSchema(actViewSchema)),
  handle: ({ query }) => findActs(query),
});

export const POST = route({
  summary:
    "Suspends somebody or lifts that; hides something public or shows it again; locks a finding or a feature's labels or unlocks them. Nobody does so to who is above them.",
  access: "moderator",
  session: true,
  body: newActSchema,
  limit: { name: "moderate", points: 600, perSeconds: 60 * 60 },
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ body, viewer }) => act({ ...body, actorId: viewer.id }),
});
