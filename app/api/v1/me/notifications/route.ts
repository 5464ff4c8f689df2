import { z } from "zod";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findNotifications } from "@/lib/notifications/find-notifications";
import { notificationViewSchema } from "@/lib/notifications/view";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "What one is told of, the latest first.",
  access: "member",
  query: pageQuery(idCursor, 100).extend({
    unread: z.stringbool().optional().describe("Only what one has not read."),
  }),
  limit: { name: "notifications", points: 120, perSeconds: 60 },
  answer: json(pageSchema(notificationViewSchema)),
  handle: ({ query, viewer }) => findNotifications({ ...query, memberId: viewer.id }),
});
