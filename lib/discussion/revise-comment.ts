import { readReason } from "@/lib/audit-log/read-standing";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdKeeper, keeping } from "@/lib/limits/keeping";
import { asNewcomer } from "@/lib/limits/newcomers";
import { commentBytes } from "./comment-bytes";
import { getDiscussed } from "./get-conversation";
import { holdConversation, refuseLinksOfNew, refuseRepeated } from "./refuse-comment";
import { renderComment } from "./render-comment";

/** Nobody rewords a comment so often by hand. */
const maxRevisions = 100;

interface Revised {
  commentId: string;
  authorId: string;
  /** The revision that was looked at, so that an edit from an old page does not undo a newer one. */
  revision: number;
  body: string;
  byProgram: boolean;
}

/**
 * Says one's own comment anew; what it said before stays in its history. Throws "not-found", "conflict" for another revision than the
 * latest, "forbidden" of one that a moderator hides or whose conversation is locked, and what `addComment` throws.
 */
export async function reviseComment({
  commentId,
  authorId,
  revision,
  body,
  byProgram,
}: Revised): Promise<{ revision: number }> {
  const { conversationId } = await ownComment(db(), { commentId, authorId });
  const { subject } = await getDiscussed(conversationId, authorId);
  return asNewcomer(authorId, "comment", async () => {
    const { writeUp } = await renderComment(body, authorId, subject);
    await refuseLinksOfNew(authorId, body, writeUp);
    return keeping(authorId, commentBytes(body, writeUp), async (tx) => {
      await holdConversation(tx, conversationId);
      const own = await ownComment(tx, { commentId, authorId });
      if (own.hiddenAt) {
        const reason = await readReason(tx, { kind: "comment", id: commentId }, "hide");
        throw new AppError("forbidden", `A moderator has hidden this comment: ${reason}`);
      }
      if (own.revision !== revision)
        throw new AppError(
          "conflict",
          "This comment was changed since you opened it, perhaps in another window. Copy what you wrote, reload, and save again.",
        );
      if (revision >= maxRevisions)
        throw new AppError("conflict", "This comment was changed as often as one may be. Write another.");
      await refuseRepeated(tx, authorId, body, commentId);
      const number = revision + 1;
      await tx.commentRevision.create({ data: { commentId, number, body } });
      await tx.comment.update({
        where: { id: commentId },
        // What a program has reworded is not a person's own words any more.
        data: { body, writeUp, revision: number, updatedAt: new Date(), ...(byProgram && { byProgram }) },
      });
      return { revision: number };
    });
  });
}

/**
 * Deletes one's own comment: its place stays, and nothing of what it said, in its history neither. Throws "not-found" and, of a
 * conversation that is locked, "forbidden".
 */
export async function deleteComment(own: { commentId: string; authorId: string }): Promise<void> {
  const { conversationId } = await ownComment(db(), own);
  await db().$transaction(async (tx) => {
    await holdKeeper(tx, own.authorId);
    await holdConversation(tx, conversationId);
    const { id } = await ownComment(tx, own);
    await tx.commentRevision.deleteMany({ where: { commentId: id } });
    await tx.comment.update({
      where: { id },
      data: { body: "", writeUp: [], deletedAt: new Date(), isPublic: false, keptPublic: false },
    });
  });
}

async function ownComment(
  tx: Transaction | ReturnType<typeof db>,
  { commentId, authorId }: { commentId: string; authorId: string },
) {
  const own = await tx.comment.findFirst({
    where: { id: commentId, authorId, deletedAt: null },
    select: { id: true, conversationId: true, revision: true, hiddenAt: true },
  });
  if (!own) throw notFound("comment of yours");
  return own;
}
