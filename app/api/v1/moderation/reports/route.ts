import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { findReportQueue } from "@/lib/reports/find-reports";
import { queuedReportSchema } from "@/lib/reports/report-schemas";

export const GET = route({
  summary: "What is reported and waits for an answer: each thing once, what waits longest first.",
  access: "moderator",
  session: true,
  query: pageQuery(idCursor),
  answer: json(pageSchema(queuedReportSchema)),
  handle: ({ query }) => findReportQueue(query),
});
