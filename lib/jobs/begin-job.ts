import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import type { Lane } from "@/lib/lanes";
import type { PaidBy } from "./charge-work";

export interface BegunJob extends PaidBy {
  attempt: number;
  /** Whether there will be no further attempt when this one fails. */
  last: boolean;
  kind: string;
  lane: Lane;
  /** The job this is a part of, and which part, counted from 0. */
  parentId: string | null;
  part: number | null;
  /** How many parts it was divided into, all of them stored; null where it was not. */
  parts: number | null;
}

/**
 * Starts the next attempt at a job, which shuts out every earlier one. Returns null when there is nothing to
 * do: finished, failed, cancelled, divided or deleted.
 */
export async function beginJob(jobId: string, workerId: string): Promise<BegunJob | null> {
  const now = await databaseTime();
  const begun = await db().job.updateManyAndReturn({
    where: { id: jobId, status: { in: ["queued", "running"] } },
    data: {
      status: "running",
      attempt: { increment: 1 },
      workerId,
      startedAt: now,
      heartbeatAt: now,
      stage: "Starting",
    },
    select: {
      ...{ attempt: true, attemptLimit: true, kind: true, lane: true, asker: true, requesterId: true },
      ...{ parentId: true, part: true, parts: true },
    },
  });
  if (!begun[0]) return null;
  const { attemptLimit, ...job } = begun[0];
  return { ...job, last: job.attempt >= attemptLimit };
}
