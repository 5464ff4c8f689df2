import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { Member } from "@/lib/http/definition";
import { getDiscussed } from "./get-conversation";
import { mayResolve } from "./may-resolve";
import { holdConversation } from "./refuse-comment";

/**
 * Says that a conversation has come to its end, or opens it again; again it changes nothing. Throws "not-found" and "gone", and "forbidden" for
 * who neither began it nor made what it is about nor moderates, and of one that is locked.
 */
export async function resolveConversation(
  conversationId: string,
  viewer: Member,
  isResolved: boolean,
): Promise<void> {
  const { subject, row } = await getDiscussed(conversationId, viewer.id);
  if (!mayResolve(row, subject, viewer))
    throw new AppError(
      "forbidden",
      "Who began a conversation resolves it, or whose work it is about, or a moderator.",
    );
  await db().$transaction(async (tx) => {
    await holdConversation(tx, conversationId);
    await tx.conversation.updateMany({
      where: { id: conversationId, resolvedAt: isResolved ? null : { not: null } },
      data: {
        resolvedAt: isResolved ? new Date() : null,
        resolvedById: isResolved ? viewer.id : null,
        version: { increment: 1 },
      },
    });
  });
}
