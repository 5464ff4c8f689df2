import { readReason } from "@/lib/audit-log/read-standing";
import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { holdsAddress, leadsElsewhere } from "@/lib/findings/write-up/leads-elsewhere";
import type { WriteUp } from "@/lib/findings/write-up/write-up";
import { newUntil } from "@/lib/limits/newcomers";

const hourMillis = 60 * 60 * 1000;
/** Comments of one conversation: more are another. */
const maxComments = 2_000;

/** Refuses links of new accounts, as typed or as shown: "unprocessable". Others' sites are what spam is for. */
export async function refuseLinksOfNew(authorId: string, body: string, writeUp: WriteUp): Promise<void> {
  if (!holdsAddress(body) && !leadsElsewhere(writeUp)) return;
  if ((await newUntil(authorId)) === null) return;
  const sentence =
    "Your account is new, and a new account's comment holds no link yet. Say it without, or add it in some days.";
  throw new AppError("unprocessable", sentence, { fields: { body: sentence } });
}

/**
 * Refuses the same words in one conversation after the other: "too-many-requests" for more than SAME_COMMENT_PER_HOUR of them by one
 * person, but for the comment that is reworded. For who holds the person (`keeping`), so that many at once are no more.
 */
export async function refuseRepeated(
  tx: Transaction,
  authorId: string,
  body: string,
  reworded?: string,
): Promise<void> {
  const since = new Date(Date.now() - hourMillis);
  const same = await tx.comment.findMany({
    where: { authorId, body, updatedAt: { gt: since }, ...(reworded && { id: { not: reworded } }) },
    orderBy: { updatedAt: "asc" },
    take: env().SAME_COMMENT_PER_HOUR,
    select: { updatedAt: true },
  });
  if (same.length < env().SAME_COMMENT_PER_HOUR) return;
  const oldest = same[0]?.updatedAt.getTime() ?? since.getTime();
  const sentence = "You have said the same within an hour. Say something else, or come back later.";
  throw new AppError("too-many-requests", sentence, {
    fields: { body: sentence },
    retryAfterSeconds: Math.max(1, Math.ceil((oldest + hourMillis - Date.now()) / 1000)),
  });
}

/**
 * Holds a conversation until the transaction ends, so that its comments come one after the other. Throws "not-found", "forbidden" with the
 * reason where a moderator has locked it, and "conflict" where it has as many comments as it may.
 */
export async function holdConversation(tx: Transaction, id: string, adds?: "adds a comment"): Promise<void> {
  const [held] = await tx.$queryRaw<{ lockedAt: Date | null }[]>`
    select "lockedAt" from "Conversation" where id = ${id}::uuid for update`;
  if (!held) throw notFound("conversation");
  if (held.lockedAt) {
    const reason = await readReason(tx, { kind: "conversation", id }, "lock");
    throw new AppError("forbidden", `A moderator has locked this conversation: ${reason}`);
  }
  if (adds && (await tx.comment.count({ where: { conversationId: id } })) >= maxComments)
    throw new AppError("conflict", "This conversation is as long as one may be. Begin another.");
}
