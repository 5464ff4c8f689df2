import { db, type Transaction } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";

/** Thrown when a job was taken over by another attempt, cancelled or finished meanwhile: nothing is stored. */
export class JobSuperseded extends Error {
  override readonly name = "JobSuperseded";
}

/** A large circuit on a busy database takes longer than the five seconds that Prisma gives by default. */
export const storeLimits = { maxWait: 15_000, timeout: 60_000 };

/** Stores what a job made and marks it done, in one transaction that only the latest attempt can win. */
export async function completeJob(
  jobId: string,
  attempt: number,
  store: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const won = await tx.job.updateMany({
      where: { id: jobId, attempt, status: "running" },
      data: { status: "succeeded", progress: 1, stage: null, error: null, finishedAt: new Date() },
    });
    if (won.count === 0) throw new JobSuperseded(`Job ${jobId} is no longer attempt ${attempt}'s to finish.`);
    await store(tx);
  }, storeLimits);
}

/** Marks a job failed, with a sentence for the reader, if this is still its latest attempt. */
export async function failJob(jobId: string, attempt: number, message: string): Promise<void> {
  await db().job.updateMany({
    where: { id: jobId, attempt, status: { in: ["running", "queued"] } },
    // A message may hold words of a file or a text, which may be anything.
    data: {
      status: "failed",
      error: toStorable(message.slice(0, longestMessage)),
      stage: null,
      finishedAt: new Date(),
    },
  });
}

const longestMessage = 2_000;

/** Marks a job cancelled, if this is still its latest attempt. */
export async function markJobCancelled(jobId: string, attempt: number): Promise<void> {
  await db().job.updateMany({
    where: { id: jobId, attempt, status: "running" },
    data: { status: "cancelled", stage: null, finishedAt: new Date() },
  });
}
