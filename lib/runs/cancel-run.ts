import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { mayCancel } from "@/lib/jobs/may-cancel";

interface CancelRun {
  runId: string;
  viewer: Viewer;
}

async function findCancellable({ runId, viewer }: CancelRun): Promise<{ jobId: string } | null> {
  const run = await db().run.findUnique({ where: { id: runId }, select: { jobId: true, requesterId: true } });
  return run?.jobId && mayCancel(viewer, run.requesterId) ? { jobId: run.jobId } : null;
}

/** Whether the page should offer to stop this run. */
export async function canCancelRun(request: CancelRun): Promise<boolean> {
  return (await findCancellable(request)) !== null;
}

/** Stops a run that is being computed. To whom it is neither theirs nor to moderate it does not exist to cancel. */
export async function cancelRun(request: CancelRun): Promise<{ cancelled: boolean }> {
  const run = await findCancellable(request);
  if (!run) throw new AppError("not-found", "There is no such run of yours.");
  return { cancelled: await cancelJob(run.jobId) };
}
