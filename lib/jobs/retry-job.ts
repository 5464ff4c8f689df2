import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { jobDefinitions } from "./definitions";
import { queueAgain } from "./enqueue-job";

/**
 * Starts a failed or cancelled job again, with as many attempts as the first time. Of several who ask at once one
 * starts it, and it is computed for them: they may cancel it. Returns whether this call did.
 */
export async function retryJob(jobId: string, viewer: Viewer): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const job = await tx.job.findUniqueOrThrow({
      where: { id: jobId },
      select: { name: true, attempt: true },
    });
    const definition = jobDefinitions.find(({ name }) => name === job.name);
    if (!definition) throw new Error(`There is no job named ${job.name}.`);
    const restarted = await tx.job.updateMany({
      where: { id: jobId, attempt: job.attempt, status: { in: ["failed", "cancelled"] } },
      data: {
        status: "queued",
        progress: 0,
        error: null,
        cancelRequestedAt: null,
        requesterId: viewer.kind === "member" ? viewer.id : null,
        finishedAt: null,
        attemptLimit: job.attempt + definition.maxAttempts,
      },
    });
    if (restarted.count === 0) return false;
    await queueAgain(tx, definition, jobId);
    return true;
  });
}
