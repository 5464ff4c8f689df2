import type { Transaction } from "@/lib/db/client";
import type { JobDefinition } from "./define-job";

interface EnqueueOptions {
  requesterId?: string | null;
}

/**
 * Creates a job's row and queues it, in the caller's transaction: either both exist afterwards or neither.
 * Returns the job's id.
 */
export async function enqueueJob<Payload extends Record<string, string>>(
  tx: Transaction,
  definition: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  const job = await tx.job.create({
    data: {
      name: definition.name,
      attemptLimit: definition.maxAttempts,
      payload: definition.payload.parse(payload),
      requesterId: options.requesterId ?? null,
    },
    select: { id: true },
  });
  await queueAgain(tx, definition, job.id);
  return job.id;
}

/** Puts a job that has a row into the queue. The key makes a second call for a waiting job change nothing. */
export async function queueAgain(tx: Transaction, definition: JobDefinition, jobId: string): Promise<void> {
  await tx.$executeRaw`
    select graphile_worker.add_job(
      ${definition.name}, json_build_object('jobId', ${jobId}::text),
      max_attempts := ${definition.maxAttempts}::int, job_key := ${jobId})`;
}
