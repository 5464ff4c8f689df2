import { z } from "zod";
import { actedFor } from "@/lib/findings/acted-for";
import { publishFinding } from "@/lib/findings/publish-finding";
import { publishedFindingSchema } from "@/lib/findings/view";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { json, nothing } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const PUT = route({
  summary:
    "Makes one's own draft visible to everybody: of a revision, only if it is still the latest. Again it changes nothing.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  query: z.object({ revision: z.coerce.number().int().min(1).max(1e9).optional() }),
  problems: ["not-found", "conflict", "unprocessable"],
  answer: json(publishedFindingSchema),
  handle: ({ params, query, viewer }) =>
    publishFinding({ findingId: params.id, authorId: viewer.id, revision: query.revision }),
});

export const DELETE = route({
  summary:
    "Takes one's own published finding back, or for an administrator one of the site's own. It is a draft again, and its address says that it was taken back.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found"],
  answer: nothing,
  handle: async ({ params: { id }, viewer }) =>
    withdrawFinding({ findingId: id, authorId: await actedFor(id, viewer) }),
});
