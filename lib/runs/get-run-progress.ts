import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import type { RunProgressView } from "./view";

/** How far a run is, with the id of the job to watch. Throws "not-found". */
export async function getRunProgress(runId: string): Promise<RunProgressView & { jobId: string | null }> {
  const run = await db().run.findUnique({
    where: { id: runId },
    select: { status: true, failure: true, jobId: true, job: true },
  });
  if (!run) throw new AppError("not-found", "There is no run at this address.");
  const waiting = run.job?.status === "queued" ? run.job.createdAt : null;
  const [ahead, workers] =
    run.status === "computing"
      ? await Promise.all([
          waiting
            ? db().job.count({ where: { status: { in: ["queued", "running"] }, createdAt: { lt: waiting } } })
            : 0,
          findLiveWorkers().then((live) => live.length),
        ])
      : [0, 0];
  return {
    status: run.status,
    progress: run.status === "ready" ? 1 : (run.job?.progress ?? 0),
    stage: run.job?.stage ?? null,
    failure: run.failure,
    queue: { ahead, workers },
    jobId: run.jobId,
  };
}
