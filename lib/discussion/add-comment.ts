import { keeping } from "@/lib/limits/keeping";
import { asNewcomer } from "@/lib/limits/newcomers";
import { commentBytes } from "./comment-bytes";
import { getDiscussed } from "./get-conversation";
import { notifyOfComment } from "./notify-of-comment";
import { holdConversation, refuseLinksOfNew, refuseRepeated } from "./refuse-comment";
import { renderComment } from "./render-comment";
import { discussedOf } from "./subject";

interface Answer {
  conversationId: string;
  authorId: string;
  byProgram: boolean;
  body: string;
}

/**
 * Says something in a conversation. Throws "not-found" and "gone" of one that its author does not see, "forbidden" of one that is locked,
 * and what `startConversation` throws.
 */
export async function addComment({
  conversationId,
  authorId,
  byProgram,
  body,
}: Answer): Promise<{ id: string }> {
  const { subject, row } = await getDiscussed(conversationId, authorId);
  return asNewcomer(authorId, "comment", async () => {
    const { writeUp, mentioned } = await renderComment(body, authorId, subject);
    await refuseLinksOfNew(authorId, body, writeUp);
    return keeping(authorId, commentBytes(body, writeUp), async (tx) => {
      await holdConversation(tx, conversationId, "adds a comment");
      await refuseRepeated(tx, authorId, body);
      const comment = await tx.comment.create({
        data: {
          ...{ conversationId, authorId, byProgram, body, writeUp },
          revisions: { create: { number: 1, body } },
        },
        select: { id: true },
      });
      await notifyOfComment(tx, {
        ...{ conversationId, commentId: comment.id, authorId, about: discussedOf(row), subject },
        ...{ labelAuthorId: row.label?.authorId ?? null, mentioned },
      });
      return comment;
    });
  });
}
