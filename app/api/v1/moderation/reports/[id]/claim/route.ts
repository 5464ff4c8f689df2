import { nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";
import { claimReport, letGoOfReport } from "@/lib/reports/claim-report";

export const PUT = route({
  summary: "Takes a report, and those of the same thing, for half an hour, so that no other moderator does.",
  access: "moderator",
  session: true,
  params: idParams,
  problems: ["not-found", "conflict"],
  answer: nothing,
  handle: ({ params, viewer }) => claimReport({ reportId: params.id, moderatorId: viewer.id }),
});

export const DELETE = route({
  summary: "Gives a report that one has taken back to others.",
  access: "moderator",
  session: true,
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: ({ params, viewer }) => letGoOfReport({ reportId: params.id, moderatorId: viewer.id }),
});
