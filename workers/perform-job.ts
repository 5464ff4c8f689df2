import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { beginJob } from "@/lib/jobs/begin-job";
import type { JobDefinition } from "@/lib/jobs/define-job";
import { completeJob, failJob, JobSuperseded, markJobCancelled } from "@/lib/jobs/finish-job";
import { subscribeToJob } from "@/lib/jobs/job-bus";
import type { Logger } from "@/lib/log";
import type { JobHandler } from "./context";
import type { ModelShelf } from "./model-shelf";
import { Reports } from "./reports";

export interface PerformOptions {
  workerId: string;
  models: ModelShelf;
  log: Logger;
  heartbeatSeconds: number;
  /** Reports closer together are not written: each is a row that whoever waits reads again. */
  reportSeconds: number;
}

class JobCancelled extends Error {
  override readonly name = "JobCancelled";
}

/**
 * Takes one job through one attempt. Returns when the job needs nothing more from the queue (done, failed for a
 * reason that trying again would not change, cancelled, or taken over), throws when the queue should try again.
 */
export async function performJob<Payload extends Record<string, string>>(
  definition: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
  jobId: string,
  { workerId, models, log: workerLog, heartbeatSeconds, reportSeconds }: PerformOptions,
): Promise<void> {
  const begun = await beginJob(jobId, workerId);
  if (!begun) return;
  const { attempt, last } = begun;
  const log = workerLog.child({ jobId, attempt, job: definition.name });
  const stop = new AbortController();
  const mine = { id: jobId, attempt, status: "running" as const };

  const heed = (row: { cancelRequestedAt: Date | null } | null | undefined) => {
    if (!row) stop.abort(new JobSuperseded(`Job ${jobId} was taken over.`));
    else if (row.cancelRequestedAt) stop.abort(new JobCancelled(`Job ${jobId} was cancelled.`));
  };
  const select = { cancelRequestedAt: true } as const;
  const beat = async (data: { progress?: number; stage?: string } = {}) => {
    const written = { ...data, heartbeatAt: new Date() };
    const [row] = await db().job.updateManyAndReturn({ where: mine, data: written, select });
    heed(row);
  };
  const look = async () => heed(await db().job.findFirst({ where: mine, select }));
  const unwritten = (error: unknown) => log.warn({ err: error }, "a heartbeat was not written");
  const heartbeat = setInterval(() => void beat().catch(unwritten), heartbeatSeconds * 1000);
  const unread = (error: unknown) => log.warn({ err: error }, "whether to stop was not read");
  // A cancel is heard at once, not only with the next report or heartbeat.
  const unsubscribe = subscribeToJob(jobId, () => void look().catch(unread));
  const reports = new Reports({ write: beat, seconds: reportSeconds, onFailure: unwritten });

  try {
    const payload = definition.payload.parse(begun.payload);
    const store = await handler(payload, {
      jobId,
      models,
      log,
      signal: stop.signal,
      report: async (progress, stage) => {
        await reports.report(progress, stage);
        stop.signal.throwIfAborted();
      },
      progressed: (progress, stage) => reports.progressed(progress, stage),
    });
    stop.signal.throwIfAborted();
    reports.end();
    await completeJob(jobId, attempt, store);
    log.info("done");
  } catch (error) {
    if (error instanceof JobSuperseded) return log.info("another attempt has this job");
    if (error instanceof JobCancelled) return await markJobCancelled(jobId, attempt);
    if (error instanceof AppError) return await failJob(jobId, attempt, error.message);
    log.error({ err: error }, "the attempt failed");
    if (!last) {
      const { count } = await db().job.updateMany({
        where: { ...mine, cancelRequestedAt: null },
        data: { status: "queued", stage: "Something went wrong; trying again" },
      });
      if (count === 0) return await markJobCancelled(jobId, attempt);
      throw error;
    }
    await failJob(
      jobId,
      attempt,
      `Something went wrong ${attempt} times while computing this. The operator finds it in the worker's log under job ${jobId}.`,
    );
  } finally {
    reports.end();
    clearInterval(heartbeat);
    unsubscribe();
  }
}
