import { addComment } from "@/lib/discussion/add-comment";
import { newComment } from "@/lib/discussion/comment-schemas";
import { findComments } from "@/lib/discussion/get-conversation";
import { commentViewSchema, madeCommentSchema } from "@/lib/discussion/view";
import { created, creates, json } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";
import { idCursor, pageQuery, pageSchema } from "@/lib/paging/page";

export const GET = route({
  summary: "What was said in a conversation, from the first on.",
  access: "anyone",
  params: idParams,
  query: pageQuery(idCursor, 50),
  problems: ["not-found", "gone"],
  answer: json(pageSchema(commentViewSchema)),
  handle: ({ params, query, viewer }) => findComments({ conversationId: params.id, viewer, ...query }),
});

export const POST = route({
  summary: "Says something in a conversation.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: newComment,
  maxBodyBytes: longTextBytes,
  limit: { name: "comment", points: 120, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "forbidden", "conflict", "unprocessable"],
  answer: creates(madeCommentSchema),
  handle: async ({ params, body, viewer }) => {
    const by = { authorId: viewer.id, byProgram: viewer.isProgram === true };
    const made = await addComment({ conversationId: params.id, ...body, ...by });
    return created(made, `/api/v1/comments/${made.id}/history`);
  },
});
