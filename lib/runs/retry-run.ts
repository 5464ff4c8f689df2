import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { runJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { takeRunAllowance } from "./run-allowance";

/** Computes a failed run again. Of several who ask at once, one starts it; the others get the same run. */
export async function retryRun({
  runId,
  viewer,
}: {
  runId: string;
  viewer: Viewer;
}): Promise<{ id: string }> {
  const run = await db().run.findUnique({ where: { id: runId }, select: { status: true } });
  if (!run) throw new AppError("not-found", "There is no such run.");
  if (run.status !== "failed") return { id: runId };
  const payBack = await takeRunAllowance(viewer);
  const restarted = await db().$transaction(async (tx) => {
    const won = await tx.run.updateMany({
      where: { id: runId, status: "failed" },
      data: { status: "computing", failure: null, jobId: null },
    });
    if (won.count === 0) return false;
    const requesterId = viewer.kind === "member" ? viewer.id : null;
    const jobId = await enqueueJob(tx, runJob, { runId }, { requesterId });
    await tx.run.update({ where: { id: runId }, data: { jobId } });
    return true;
  });
  if (!restarted) await payBack();
  return { id: runId };
}
