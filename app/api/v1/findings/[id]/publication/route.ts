import { publishFinding } from "@/lib/findings/publish-finding";
import { publishedFindingSchema } from "@/lib/findings/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const PUT = route({
  summary: "Makes one's own draft visible to everybody. Again it changes nothing.",
  access: "member",
  params: idParams,
  problems: ["not-found", "unprocessable"],
  answer: json(publishedFindingSchema),
  handle: ({ params, viewer }) => publishFinding({ findingId: params.id, authorId: viewer.id }),
});
