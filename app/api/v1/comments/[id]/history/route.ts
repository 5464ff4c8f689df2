import { getCommentHistory } from "@/lib/discussion/get-comment-history";
import { commentHistorySchema } from "@/lib/discussion/view";
import { json } from "@/lib/http/answer";
import { idParams, route } from "@/lib/http/route";

export const GET = route({
  summary: "What a comment said, its latest 20 revisions, word by word.",
  access: "anyone",
  params: idParams,
  limit: { name: "comment-history", points: 60, perSeconds: 60 },
  problems: ["not-found", "gone"],
  answer: json(commentHistorySchema),
  handle: ({ params, viewer }) => getCommentHistory(params.id, viewer),
});
