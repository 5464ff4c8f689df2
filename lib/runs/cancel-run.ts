import type { Viewer } from "@/lib/auth/viewer-type";
import { roleIncludes } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";

/** Stops a run that is being computed. Its requester may, and moderators; to others it does not exist to cancel. */
export async function cancelRun({
  runId,
  viewer,
}: {
  runId: string;
  viewer: Viewer;
}): Promise<{ cancelled: boolean }> {
  if (viewer.kind !== "member") throw new AppError("unauthenticated", "Sign in to cancel a run of yours.");
  const anyones = roleIncludes(viewer.role, "moderator");
  const run = await db().run.findFirst({
    where: { id: runId, ...(!anyones && { requesterId: viewer.id }) },
    select: { jobId: true },
  });
  if (!run) throw new AppError("not-found", "There is no such run of yours.");
  return { cancelled: run.jobId ? await cancelJob(run.jobId) : false };
}
