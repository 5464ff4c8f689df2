import { z } from "zod";
import { newComment } from "@/lib/discussion/comment-schemas";
import { deleteComment, reviseComment } from "@/lib/discussion/revise-comment";
import { revisedCommentSchema } from "@/lib/discussion/view";
import { json, nothing } from "@/lib/http/answer";
import { longTextBytes } from "@/lib/http/definition";
import { idParams, route } from "@/lib/http/route";

export const PUT = route({
  summary: "Says one's own comment anew. What it said before stays in its history.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  body: newComment.extend({ revision: z.number().int().min(1).describe("The one that was looked at.") }),
  maxBodyBytes: longTextBytes,
  limit: { name: "revise-comment", points: 240, perSeconds: 60 * 60 },
  problems: ["not-found", "gone", "forbidden", "conflict", "unprocessable", "too-many-requests"],
  answer: json(revisedCommentSchema),
  handle: ({ params, body, viewer }) => {
    const by = { authorId: viewer.id, byProgram: viewer.isProgram === true };
    return reviseComment({ ...body, ...by, commentId: params.id });
  },
});

export const DELETE = route({
  summary: "Deletes one's own comment. Its place in the conversation stays, and nothing of what it said.",
  access: "member",
  keyScope: "publish",
  params: idParams,
  problems: ["not-found", "forbidden"],
  answer: nothing,
  handle: ({ params, viewer }) => deleteComment({ commentId: params.id, authorId: viewer.id }),
});
