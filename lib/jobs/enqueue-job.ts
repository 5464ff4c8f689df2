import type { Transaction } from "@/lib/db/client";
import type { Lane } from "@/lib/lanes";
import { checkQueueRoom } from "./queue-room";
import { priorityOf, takeTurn } from "./turns";

/** How often a job is begun before it is given up, lost workers counted in. */
export const maxAttempts = 3;

interface RememberedGuest {
  /** What their browser is known by. */
  secretHash: Uint8Array<ArrayBuffer>;
  /** Whether they asked the question, or only had what another asked begun again. */
  asked: boolean;
}

/** For whom a job is. */
export interface JobAsker {
  /** Who shares the lane with whom. */
  asker: string;
  requesterId: string | null;
  /** The browser of a guest, whose it becomes when they sign in: lib/auth/adopt-guest-work.ts. */
  guest?: RememberedGuest | undefined;
  /** Most of the asker's jobs that may wait or run at a time. */
  maxWaiting: number;
  /** Whether it comes before all that waits in its lane. */
  first?: boolean | undefined;
}

interface NewJob extends JobAsker {
  /** The kind of computation. */
  kind: string;
  lane: Lane;
}

/**
 * Creates a job's row and queues it, in the caller's transaction: either both exist afterwards or neither.
 * Returns the job's id. Throws "too-many-requests" where too many of the asker's wait.
 */
export async function enqueueJob(
  tx: Transaction,
  { maxWaiting, guest, first, ...job }: NewJob,
): Promise<string> {
  const next = await takeTurn(tx, job.lane, job.asker);
  const turn = first ? 0 : next;
  await checkQueueRoom(tx, job.asker, maxWaiting);
  const { id } = await tx.job.create({
    data: { ...job, turn, attemptLimit: maxAttempts },
    select: { id: true },
  });
  if (guest) await rememberGuest(tx, id, guest);
  await queueJobs(tx, [id]);
  return id;
}

/** Of a job that is begun again, whoever asked for it stays remembered. */
export async function rememberGuest(
  tx: Transaction,
  jobId: string,
  { secretHash, asked }: RememberedGuest,
): Promise<void> {
  await tx.$executeRaw`
    insert into "GuestWork" ("jobId", "secretHash", asked) values (${jobId}::uuid, ${secretHash}, ${asked})
    on conflict ("jobId") do update set "createdAt" = now()
      where "GuestWork"."secretHash" = excluded."secretHash"`;
}

/**
 * Puts jobs that have rows into the queue of their lane. The key makes a second call for a waiting job change its place
 * and nothing else.
 */
export async function queueJobs(tx: Transaction, ids: readonly string[]): Promise<void> {
  const jobs = await tx.job.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, lane: true, turn: true },
  });
  for (const { id, lane, turn } of jobs)
    await tx.$executeRaw`
      select graphile_worker.add_job(
        ${lane}, json_build_object('jobId', ${id}::text), max_attempts := ${maxAttempts}::int, job_key := ${id},
        priority := ${priorityOf(turn)}::int)`;
}
