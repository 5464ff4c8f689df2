import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { holdJob, stopParts } from "./parts";

/**
 * Asks a job to stop. One that waits is cancelled at once, and so is a divided one; what runs stops at its next step.
 * Returns whether there was anything to stop.
 */
export async function cancelJob(jobId: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const now = await databaseTime(tx);
    // Held while we look, so that it does not change from one to the other in between.
    await holdJob(tx, jobId);
    const waiting = await tx.job.updateMany({
      where: { id: jobId, status: { in: ["queued", "divided"] } },
      data: { status: "cancelled", cancelRequestedAt: now, finishedAt: now, stage: null },
    });
    if (waiting.count > 0) {
      await tx.$executeRaw`select graphile_worker.remove_job(${jobId})`;
      await stopParts(tx, jobId, now);
      return true;
    }
    const running = await tx.job.updateMany({
      where: { id: jobId, status: "running", cancelRequestedAt: null },
      data: { cancelRequestedAt: now },
    });
    return running.count > 0;
  });
}
