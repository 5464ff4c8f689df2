import { db, type Transaction } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import { storeLimits } from "@/lib/db/store-limits";
import { databaseTime } from "@/lib/db/time";
import { chargeStorage, type PaidBy } from "./charge-work";
import { countPart, createParts, holdJob, stopParts } from "./parts";

/** Thrown when a job was taken over by another attempt, cancelled or finished meanwhile: nothing is stored. */
export class JobSuperseded extends Error {
  override readonly name = "JobSuperseded";
}

/** One attempt at a job: only the latest may end it. */
interface Attempt {
  jobId: string;
  attempt: number;
  /** The job it is a part of. */
  parentId: string | null;
}

/**
 * Stores what a job made and marks it done, in one transaction that only the latest attempt can win. A part counts for
 * the job it is part of, which is queued once more with the last. Its bytes are taken off the asker's day
 * before anything is written. Throws "too-many-requests", and writes nothing, where the day has not so many left.
 */
export async function completeJob(
  { jobId, attempt, parentId, asker, requesterId }: Attempt & PaidBy,
  store: { bytes: number; write(tx: Transaction): Promise<void> },
): Promise<void> {
  let giveBack = async () => {};
  const completed = db().$transaction(async (tx) => {
    if (parentId) await holdJob(tx, parentId);
    const won = await tx.job.updateMany({
      where: { id: jobId, attempt, status: "running" },
      data: {
        status: "succeeded",
        progress: 1,
        stage: null,
        error: null,
        finishedAt: await databaseTime(tx),
      },
    });
    if (won.count === 0) throw new JobSuperseded(`Job ${jobId} is no longer attempt ${attempt}'s to finish.`);
    giveBack = await chargeStorage({ asker, requesterId }, store.bytes);
    await store.write(tx);
    if (parentId && !(await countPart(tx, parentId)))
      throw new JobSuperseded(`Job ${parentId} waits for no part any more.`);
  }, storeLimits);
  await completed.catch(async (error: unknown) => {
    await giveBack();
    throw error;
  });
}

/** Divides a job into parts, all or none. Its own attempt ends with it; it is begun once more to be finished. */
export async function divideJob({ jobId, attempt }: Omit<Attempt, "parentId">, parts: number): Promise<void> {
  await db().$transaction(async (tx) => {
    const won = await tx.job.updateMany({
      where: { id: jobId, attempt, status: "running", cancelRequestedAt: null },
      data: { status: "divided", parts, partsDone: 0, progress: 0, stage: `0 of ${parts} parts done` },
    });
    if (won.count === 0) throw new JobSuperseded(`Job ${jobId} is no longer attempt ${attempt}'s to divide.`);
    await createParts(tx, jobId, parts);
  }, storeLimits);
}

const maxMessageLength = 2_000;

/**
 * Marks a job failed, with a sentence for the reader, if this is still its latest attempt. With a part, the job it is
 * part of has failed, and its other parts stop. Returns whether it was.
 */
export async function failJob({ jobId, attempt, parentId }: Attempt, message: string): Promise<boolean> {
  // A message may hold words of a file or a text, which may be anything.
  const error = toStorable(message.slice(0, maxMessageLength));
  return db().$transaction(async (tx) => {
    const now = await databaseTime(tx);
    const ended = { status: "failed" as const, error, stage: null, finishedAt: now };
    if (parentId) await holdJob(tx, parentId);
    const failed = await tx.job.updateMany({
      where: { id: jobId, attempt, status: { in: ["running", "queued"] } },
      data: ended,
    });
    if (failed.count === 0) return false;
    if (!parentId) return true;
    const { count } = await tx.job.updateMany({ where: { id: parentId, status: "divided" }, data: ended });
    if (count > 0) await stopParts(tx, parentId, now);
    return true;
  });
}

/** Marks a job cancelled, if this is still its latest attempt. Returns whether it was. */
export async function markJobCancelled({ jobId, attempt }: Omit<Attempt, "parentId">): Promise<boolean> {
  const { count } = await db().job.updateMany({
    where: { id: jobId, attempt, status: "running" },
    data: { status: "cancelled", stage: null, finishedAt: await databaseTime() },
  });
  return count > 0;
}
