import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import type { ComputationProgress } from "./computation-view";

/** What a thing that a job computes (a run, a circuit) keeps: when it was done, and the job. */
export interface Computed {
  computedAt: Date | null;
  job: JobState | null;
}

interface JobState {
  id: string;
  status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  progress: number;
  stage: string | null;
  error: string | null;
  createdAt: Date;
}

/** The columns of a job that `computationOf` and `progressOf` read. */
export const jobStateFields = {
  id: true,
  status: true,
  progress: true,
  stage: true,
  error: true,
  createdAt: true,
} as const;

const cancelledMessage = "This was cancelled before it was done. It can be started again.";

/** Whether a computed thing is ready, and if not, how far it is or why it failed. */
export function computationOf({ computedAt, job }: Computed): Omit<ComputationProgress, "queue"> {
  if (computedAt) return { status: "ready", progress: 1, stage: null, failure: null };
  const { progress = 0, stage = null } = job ?? {};
  if (job?.status === "cancelled") return { status: "failed", progress, stage, failure: cancelledMessage };
  if (job?.status === "failed") return { status: "failed", progress, stage, failure: job.error };
  return { status: "computing", progress, stage, failure: null };
}

/** The same with its place in the queue, for a reader who waits. */
export async function progressOf(computed: Computed): Promise<ComputationProgress> {
  const computation = computationOf(computed);
  if (computation.status !== "computing") return { ...computation, queue: { ahead: 0, workers: 0 } };
  const { job } = computed;
  const ahead =
    job?.status === "queued"
      ? db().job.count({ where: { status: { in: ["queued", "running"] }, createdAt: { lt: job.createdAt } } })
      : 0;
  const [before, workers] = await Promise.all([ahead, findLiveWorkers()]);
  return { ...computation, queue: { ahead: before, workers: workers.length } };
}

/** What a missing computation is answered with. */
export function notFound(what: string): AppError {
  return new AppError("not-found", `There is no ${what} at this address.`);
}
