import { getCommentHistory } from "@/lib/discussion/get-comment-history";
import { commentHistorySchema } from "@/lib/discussion/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "What a comment said from the first to the latest, word by word.",
  access: "anyone",
  params: idParams,
  problems: ["not-found", "gone"],
  answer: json(commentHistorySchema),
  handle: ({ params, viewer }) => getCommentHistory(params.id, viewer),
});
