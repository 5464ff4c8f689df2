import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

/** When to ask again: most jobs take less than a second. */
const retryAfterSeconds = 5;

/**
 * Refuses one more job of an asker of whom `maxWaiting` wait or are being computed, with "too-many-requests". A divided
 * job counts once, whatever its parts. The caller's transaction has taken the asker's turn (./turns.ts), so that of
 * several at the same moment each sees the others.
 */
export async function checkQueueRoom(tx: Transaction, asker: string, maxWaiting: number): Promise<void> {
  if (!Number.isFinite(maxWaiting)) return;
  const unfinished = { in: ["queued" as const, "running" as const, "divided" as const] };
  const waiting = await tx.job.count({ where: { asker, status: unfinished, parentId: null } });
  if (waiting < maxWaiting) return;
  throw new AppError(
    "too-many-requests",
    `${maxWaiting.toLocaleString("en")} of your computations are waiting or under way, which is the most at a time. Ask again when some of them are done.`,
    { retryAfterSeconds },
  );
}
