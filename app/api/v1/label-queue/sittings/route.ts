import { storableText } from "@/lib/db/storable-text";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { findSittings } from "@/lib/label-queue/find-sittings";
import { sittingViewSchema } from "@/lib/label-queue/view";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary:
    "What one did in the queue, a sitting at a time, the latest first. Moderators may ask for others'.",
  access: "member",
  session: true,
  query: pageQuery(idCursor, 50).extend({
    of: storableText.max(40).optional().describe("A handle; one's own where left out."),
  }),
  limit: { name: "sittings", points: 240, perSeconds: 60 * 60 },
  answer: json(pageSchema(sittingViewSchema)),
  handle: ({ query: { of, ...page }, viewer }) => findSittings({ ...page, handle: of, readerId: viewer.id }),
});
