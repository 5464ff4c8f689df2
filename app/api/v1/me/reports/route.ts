import { json } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";
import { findOwnReports } from "@/lib/reports/find-reports";
import { ownReportSchema } from "@/lib/reports/report-schemas";

export const GET = route({
  summary: "What one reported to moderators and what came of it, the latest first.",
  access: "member",
  session: true,
  query: pageQuery(idCursor),
  answer: json(pageSchema(ownReportSchema)),
  handle: ({ query, viewer }) => findOwnReports({ ...query, reporterId: viewer.id }),
});
