import { db } from "@/lib/db/client";

export interface BegunJob {
  attempt: number;
  /** Whether there will be no further attempt when this one fails. */
  last: boolean;
  payload: unknown;
}

/**
 * Starts the next attempt at a job, which shuts out every earlier one. Returns null when there is nothing to
 * do: finished, failed, cancelled or deleted.
 */
export async function beginJob(jobId: string, workerId: string): Promise<BegunJob | null> {
  const now = new Date();
  const begun = await db().job.updateManyAndReturn({
    where: { id: jobId, status: { in: ["queued", "running"] } },
    data: {
      status: "running",
      attempt: { increment: 1 },
      workerId,
      startedAt: now,
      heartbeatAt: now,
      stage: "Starting",
      progress: 0,
    },
    select: { attempt: true, attemptLimit: true, payload: true },
  });
  const job = begun[0];
  return job ? { attempt: job.attempt, last: job.attempt >= job.attemptLimit, payload: job.payload } : null;
}
