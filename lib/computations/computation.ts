import { roleIncludes, type Viewer } from "@/lib/auth/viewer-type";
import { countAhead, type QueuePlace } from "@/lib/jobs/turns";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import type { Computation, ComputationProgress } from "./computation-view";

/** What a row that a job computes (a run, a circuit) keeps of it: when it was done, and the job. */
export interface ComputedState {
  computedAt: Date | null;
  job: JobState | null;
}

/** A row that a job computes. */
export interface Computed extends ComputedState {
  id: string;
}

interface JobState extends QueuePlace {
  status: "queued" | "running" | "divided" | "succeeded" | "failed" | "cancelled" | "expired";
  progress: number;
  stage: string | null;
  error: string | null;
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
  lane: true,
  turn: true,
  queuedAt: true,
  requesterId: true,
  cancelRequestedAt: true,
} as const;

/** The columns of a computed row that a definition's `find` reads. */
export const computedFields = { id: true, computedAt: true, job: { select: jobStateFields } } as const;

const cancelledMessage = "This was cancelled before it was done. It can be started again.";

/** What was computed and let go of (lib/unread) counts as failed: there is nothing to read, and a press computes it. */
export const letGoMessage =
  "Nobody had looked at this for a long time, so what was computed was let go of. The question stands at this address: computed again, the answer is the same.";

/** Whether a computed thing is ready, and if not, how far it is or why it failed. */
export function computationOf({ computedAt, job }: ComputedState): Computation {
  if (computedAt) return { status: "ready", progress: 1, stage: null, failure: null };
  const { progress = 0 } = job ?? {};
  const stage = job?.cancelRequestedAt ? "Stopping" : (job?.stage ?? null);
  if (job?.status === "cancelled") return { status: "failed", progress, stage, failure: cancelledMessage };
  if (job?.status === "expired") return { status: "failed", progress, stage, failure: letGoMessage };
  if (job?.status === "failed") return { status: "failed", progress, stage, failure: job.error };
  return { status: "computing", progress, stage, failure: null };
}

/** Whose computation somebody may stop: their own, and moderators anyone's. */
export function mayCancel(viewer: Viewer, requesterId: string | null): boolean {
  if (viewer.kind !== "member") return false;
  return roleIncludes(viewer.role, "moderator") || viewer.id === requesterId;
}

/** Whether a reader may stop it: it is being computed, for them or by a site they moderate, and nobody did yet. */
export function canCancel(computed: ComputedState, viewer: Viewer): boolean {
  const { job } = computed;
  if (!job || job.cancelRequestedAt || computationOf(computed).status !== "computing") return false;
  return mayCancel(viewer, job.requesterId);
}

/** The same with its place in the queue, for a reader who waits. Without a viewer, nobody may stop it. */
export async function progressOf(
  computed: ComputedState,
  viewer: Viewer | null,
): Promise<ComputationProgress> {
  const computation = computationOf(computed);
  const nobodyWaits = { queue: { ahead: 0, workers: 0 }, canCancel: false };
  if (computation.status !== "computing") return { ...computation, ...nobodyWaits };
  const { job } = computed;
  const ahead = job?.status === "queued" ? countAhead(job) : 0;
  const [before, alive] = await Promise.all([ahead, findLiveWorkers()]);
  const workers = alive.filter(({ lanes }) => !job || lanes.includes(job.lane));
  return {
    ...computation,
    queue: { ahead: before, workers: workers.length },
    canCancel: viewer !== null && canCancel(computed, viewer),
  };
}
