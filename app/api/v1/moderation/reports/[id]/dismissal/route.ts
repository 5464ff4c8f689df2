import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { dismissReport } from "@/lib/reports/dismiss-report";
import { dismissalSchema } from "@/lib/reports/report-schemas";

export const PUT = route({
  summary: "Closes a report, and those of the same thing, without an act, and tells who reported it why.",
  access: "moderator",
  session: true,
  params: idParams,
  body: dismissalSchema,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, body, viewer }) => dismissReport({ ...body, reportId: params.id, actorId: viewer.id }),
});
