import { setImmediate } from "node:timers/promises";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { wordDiff } from "@/lib/labels/word-diff";
import { readerOf, said } from "./conversation-view";
import { getDiscussed } from "./get-conversation";
import type { CommentHistory } from "./view";

/** As many of the latest revisions are told of: each is compared with the one before it. */
const maxTold = 20;

/** What a comment said from the latest on, word by word, up to 20 times. Throws "not-found", and "gone" with what it is about. */
export async function getCommentHistory(commentId: string, viewer: Viewer): Promise<CommentHistory> {
  const comment = await db().comment.findFirst({
    where: { id: commentId, ...said(readerOf(viewer)) },
    select: {
      conversationId: true,
      revisions: {
        ...{ orderBy: { number: "desc" }, take: maxTold + 1 },
        select: { number: true, body: true, createdAt: true },
      },
    },
  });
  if (!comment) throw notFound("comment");
  await getDiscussed(comment.conversationId, readerOf(viewer));
  const { revisions } = comment;
  const told: CommentHistory["revisions"] = [];
  for (const [n, each] of revisions.slice(0, maxTold).entries()) {
    // Others are answered between two comparisons, which take some 40 ms each at most.
    if (n > 0) await setImmediate();
    told.push({ ...each, words: wordDiff(revisions[n + 1]?.body ?? each.body, each.body) });
  }
  return { revisions: told };
}
