import { actViewSchema } from "@/lib/audit-log/act";
import { actCursor, findActsConcerning } from "@/lib/audit-log/find-acts";
import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "What moderators did that concerns oneself and what one made, and why, the latest first.",
  access: "member",
  session: true,
  query: pageQuery(actCursor),
  answer: json(pageSchema(actViewSchema)),
  handle: ({ query, viewer }) => findActsConcerning({ ...query, personId: viewer.id }),
});
