import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { wordDiff } from "@/lib/labels/word-diff";
import { readerOf, said } from "./conversation-view";
import { getDiscussed } from "./get-conversation";
import type { CommentHistory } from "./view";

/** What a comment said from the latest to the first, word by word. Throws "not-found", and "gone" with what it is about. */
export async function getCommentHistory(commentId: string, viewer: Viewer): Promise<CommentHistory> {
  const comment = await db().comment.findFirst({
    where: { id: commentId, ...said(readerOf(viewer)) },
    select: {
      conversationId: true,
      revisions: { orderBy: { number: "desc" }, select: { number: true, body: true, createdAt: true } },
    },
  });
  if (!comment) throw notFound("comment");
  await getDiscussed(comment.conversationId, readerOf(viewer));
  const { revisions } = comment;
  return {
    revisions: revisions.map((each, n) => ({
      ...each,
      words: wordDiff(revisions[n + 1]?.body ?? each.body, each.body),
    })),
  };
}
