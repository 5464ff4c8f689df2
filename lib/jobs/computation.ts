import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import type { Computation, ComputationProgress } from "./computation-view";
import { mayCancel } from "./may-cancel";

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
  requesterId: string | null;
  cancelRequestedAt: Date | null;
}

/** The columns of a job that `computationOf` and `progressOf` read. */
export const jobStateFields = {
  id: true,
  status: true,
  progress: true,
  stage: true,
  error: true,
  createdAt: true,
  requesterId: true,
  cancelRequestedAt: true,
} as const;

const cancelledMessage = "This was cancelled before it was done. It can be started again.";

/** Whether a computed thing is ready, and if not, how far it is or why it failed. */
export function computationOf({ computedAt, job }: Computed): Computation {
  if (computedAt) return { status: "ready", progress: 1, stage: null, failure: null };
  const { progress = 0 } = job ?? {};
  const stage = job?.cancelRequestedAt ? "Stopping" : (job?.stage ?? null);
  if (job?.status === "cancelled") return { status: "failed", progress, stage, failure: cancelledMessage };
  if (job?.status === "failed") return { status: "failed", progress, stage, failure: job.error };
  return { status: "computing", progress, stage, failure: null };
}

/** Whether a reader may stop it: it is being computed, for them or by a site they moderate, and nobody did yet. */
export function canCancel(computed: Computed, viewer: Viewer): boolean {
  const { job } = computed;
  if (!job || job.cancelRequestedAt || computationOf(computed).status !== "computing") return false;
  return mayCancel(viewer, job.requesterId);
}

/** The same with its place in the queue, for a reader who waits. Without a viewer, nobody may stop it. */
export async function progressOf(computed: Computed, viewer: Viewer | null): Promise<ComputationProgress> {
  const computation = computationOf(computed);
  const nobodyWaits = { queue: { ahead: 0, workers: 0 }, canCancel: false };
  if (computation.status !== "computing") return { ...computation, ...nobodyWaits };
  const { job } = computed;
  const ahead =
    job?.status === "queued"
      ? db().job.count({ where: { status: { in: ["queued", "running"] }, createdAt: { lt: job.createdAt } } })
      : 0;
  const [before, workers] = await Promise.all([ahead, findLiveWorkers()]);
  return {
    ...computation,
    queue: { ahead: before, workers: workers.length },
    canCancel: viewer !== null && canCancel(computed, viewer),
  };
}
