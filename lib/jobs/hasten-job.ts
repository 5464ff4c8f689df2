import { db } from "@/lib/db/client";
import { queueJobs } from "./enqueue-job";
import { takeTurn } from "./turns";

/**
 * Moves a job that waits in the background to the lane of what people wait for, in the turn of who waits for it. It stays
 * whose it was. One that was begun meanwhile is left where it is.
 */
export async function hastenJob(jobId: string, asker: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const turn = await takeTurn(tx, "interactive", asker);
    const { count } = await tx.job.updateMany({
      where: { id: jobId, status: "queued", lane: "background" },
      data: { lane: "interactive", turn },
    });
    if (count > 0) await queueJobs(tx, [jobId]);
  });
}
