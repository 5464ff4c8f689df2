import { db, type Transaction } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { type JobAsker, maxAttempts, queueJobs, rememberGuest } from "./enqueue-job";
import { resumeParts } from "./parts";
import { checkQueueRoom } from "./queue-room";
import { takeTurn } from "./turns";

/**
 * Starts a failed, cancelled or expired job again, with as many attempts as the first time; of a divided one, the parts that are
 * not stored. Of several who ask at once one starts it, and it is computed for them: they may cancel it. Returns whether
 * this call did. Throws "too-many-requests" where too many of theirs wait.
 */
export async function retryJob(
  jobId: string,
  { requesterId, asker, guest, maxWaiting }: JobAsker,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const { attempt, lane, parts, partsDone } = await tx.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { attempt: true, lane: true, parts: true, partsDone: true },
    });
    const divided = parts !== null && partsDone < parts;
    const turn = await takeTurn(tx, lane, asker);
    await checkQueueRoom(tx, asker, maxWaiting);
    const restarted = await restart(tx, {
      where: { id: jobId, attempt, status: { in: ["failed", "cancelled", "expired"] } },
      data: {
        ...{ requesterId, asker, turn },
        ...{ status: divided ? "divided" : "queued", attemptLimit: attempt + maxAttempts },
        progress: divided ? partsDone / parts : 0,
      },
    });
    if (!restarted) return false;
    if (guest) await rememberGuest(tx, jobId, guest);
    if (divided) await resumeParts(tx, jobId, { requesterId, asker });
    else await queueJobs(tx, [jobId]);
    return true;
  });
}

type Change = Parameters<Transaction["job"]["updateMany"]>[0];

async function restart(tx: Transaction, { where, data }: Change): Promise<boolean> {
  const queuedAt = await databaseTime(tx);
  const fresh = { error: null, cancelRequestedAt: null, finishedAt: null, queuedAt };
  const { count } = await tx.job.updateMany({ where, data: { ...fresh, ...data } });
  return count > 0;
}
