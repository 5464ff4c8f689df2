import type { Transaction } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import type { PaidBy } from "./charge-work";
import { maxAttempts, queueJobs } from "./enqueue-job";
import { takeTurn } from "./turns";

/*
 * A job may be divided into parts, each a job of its own: queued, begun, tried again and stored once like any other. While
 * they are computed the divided job waits; the part stored last queues it once more, to be finished.
 */

/** Holds a job's row until the transaction ends. Whoever changes a job and parts of it holds the job first. */
export async function holdJob(tx: Transaction, jobId: string): Promise<void> {
  await tx.$queryRaw`select 1 from "Job" where id = ${jobId}::uuid for update`;
}

/** Divides a job that this transaction has marked so into as many parts, all of them queued. */
export async function createParts(tx: Transaction, parentId: string, parts: number): Promise<void> {
  const { kind, lane, asker, requesterId } = await tx.job.findUniqueOrThrow({
    where: { id: parentId },
    select: { kind: true, lane: true, asker: true, requesterId: true },
  });
  const turn = await takeTurn(tx, lane, asker);
  const created = await tx.job.createManyAndReturn({
    data: Array.from({ length: parts }, (_, part) => ({
      ...{ kind, lane, asker, requesterId, parentId, part },
      ...{ turn: turn + part, attemptLimit: maxAttempts },
    })),
    select: { id: true },
  });
  await queueJobs(
    tx,
    created.map(({ id }) => id),
  );
}

/**
 * Counts a part as stored, in the transaction that stores it, and queues the divided job when it was the last. Returns
 * false where that job waits for no part any more: then nothing may be stored.
 */
export async function countPart(tx: Transaction, parentId: string): Promise<boolean> {
  const [parent] = await tx.$queryRaw<{ done: boolean }[]>`
    update "Job" set "partsDone" = "partsDone" + 1, progress = ("partsDone" + 1)::float / parts,
      stage = ("partsDone" + 1) || ' of ' || parts || ' parts done'
    where id = ${parentId}::uuid and status = 'divided'
    returning "partsDone" = parts as done`;
  if (!parent) return false;
  if (!parent.done) return true;
  // Not counted among its own attempts: what was tried so far was the division.
  await tx.$executeRaw`
    update "Job" set status = 'queued', "attemptLimit" = attempt + ${maxAttempts}::int, "workerId" = null
    where id = ${parentId}::uuid`;
  await queueJobs(tx, [parentId]);
  return true;
}

/** Stops the parts of a job: those that wait at once, those that run at their next step. */
export async function stopParts(tx: Transaction, parentId: string, now: Date): Promise<void> {
  const waiting = await tx.job.updateManyAndReturn({
    where: { parentId, status: "queued" },
    data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now, stage: null },
    select: { id: true },
  });
  for (const { id } of waiting) await tx.$executeRaw`select graphile_worker.remove_job(${id})`;
  await tx.job.updateMany({ where: { parentId, status: "running" }, data: { cancelRequestedAt: now } });
}

/** Queues again, for whoever has it begun again, the parts of a job that are not stored; those about to stop among them. */
export async function resumeParts(tx: Transaction, parentId: string, paidBy: PaidBy): Promise<void> {
  const again = await tx.job.updateManyAndReturn({
    where: {
      parentId,
      OR: [
        { status: { in: ["failed", "cancelled"] } },
        { status: "running", cancelRequestedAt: { not: null } },
      ],
    },
    data: {
      ...paidBy,
      ...{ status: "queued", progress: 0, error: null, cancelRequestedAt: null, finishedAt: null },
      ...{ attemptLimit: { increment: maxAttempts }, queuedAt: await databaseTime(tx) },
    },
    select: { id: true },
  });
  await queueJobs(
    tx,
    again.map(({ id }) => id),
  );
}
