import { db } from "@/lib/db/client";

/**
 * Asks a job to stop. One that waits is cancelled at once, one that runs stops at its next step. Returns
 * whether there was anything to stop.
 */
export async function cancelJob(jobId: string): Promise<boolean> {
  const now = new Date();
  return db().$transaction(async (tx) => {
    // Held while we look, so that it does not change from one to the other in between.
    await tx.$queryRaw`select 1 from "Job" where id = ${jobId}::uuid for update`;
    const waiting = await tx.job.updateMany({
      where: { id: jobId, status: "queued" },
      data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now, stage: null },
    });
    if (waiting.count > 0) {
      await tx.$executeRaw`select graphile_worker.remove_job(${jobId})`;
      return true;
    }
    const running = await tx.job.updateMany({
      where: { id: jobId, status: "running", cancelRequestedAt: null },
      data: { cancelRequestedAt: now },
    });
    return running.count > 0;
  });
}
