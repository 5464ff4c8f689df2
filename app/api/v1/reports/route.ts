import { created, creates } from "@/lib/http/answer";
import { route } from "@/lib/http/route";
import { makeReport } from "@/lib/reports/make-report";
import { madeReportSchema, newReportSchema } from "@/lib/reports/report-schemas";

export const POST = route({
  summary: "Tells moderators of something that is public. What comes of it stands among one's own reports.",
  access: "member",
  session: true,
  body: newReportSchema,
  limit: { name: "report", points: 60, perSeconds: 60 * 60 },
  problems: ["not-found"],
  answer: creates(madeReportSchema),
  handle: async ({ body, viewer }) => {
    const made = await makeReport({ ...body, reporterId: viewer.id });
    return created(made, "/api/v1/me/reports");
  },
});
