import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { AppError } from "@/lib/errors";
import { type BegunJob, beginJob } from "@/lib/jobs/begin-job";
import { budgetSeconds } from "@/lib/jobs/budget";
import { chargeWork, checkDay } from "@/lib/jobs/charge-work";
import { completeJob, divideJob, failJob, JobSuperseded, markJobCancelled } from "@/lib/jobs/finish-job";
import { subscribeToJob } from "@/lib/jobs/job-bus";
import type { Logger } from "@/lib/log";
import type { Bench, JobContext, Store } from "./context";
import { JobClock } from "./job-clock";
import type { ModelShelf } from "./model-shelf";
import { Reports } from "./reports";

export interface PerformOptions {
  benches: readonly Bench[];
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
 * Takes one job through one attempt. Returns when the job needs nothing more from the queue (done, divided, failed for a
 * reason that trying again would not change, cancelled, or taken over), throws when the queue should try again.
 */
export async function performJob(
  jobId: string,
  { benches, workerId, models: shelf, log: workerLog, heartbeatSeconds, reportSeconds }: PerformOptions,
): Promise<void> {
  const begun = await beginJob(jobId, workerId);
  if (!begun) return;
  const { attempt, last, kind, lane, parentId } = begun;
  const own = { jobId, attempt, parentId };
  const log = workerLog.child({ jobId, attempt, job: kind });
  const stop = new AbortController();
  const models = shelf.borrow();
  const bench = benches.find(({ computation }) => computation.kind === kind);
  const { what, lighter, maxSeconds } = bench?.computation ?? { what: kind, lighter: "" };
  const clock = new JobClock({
    ...{ what, lighter, maxSeconds: maxSeconds ?? budgetSeconds(lane) },
    waitedMillis: models.openingMillis,
  });
  const signal = clock.stopWith(stop.signal);
  const mine = { id: jobId, attempt, status: "running" as const };

  const heed = (row: { cancelRequestedAt: Date | null } | null | undefined) => {
    if (!row) stop.abort(new JobSuperseded(`Job ${jobId} was taken over.`));
    else if (row.cancelRequestedAt) stop.abort(new JobCancelled(`Job ${jobId} was cancelled.`));
  };
  const select = { cancelRequestedAt: true } as const;
  const beat = async (data: { progress?: number; stage?: string } = {}) => {
    const written = { ...data, heartbeatAt: await databaseTime() };
    const [row] = await db().job.updateManyAndReturn({ where: mine, data: written, select });
    heed(row);
  };
  const look = async () => heed(await db().job.findFirst({ where: mine, select }));
  const unwritten = (error: unknown) => log.warn({ err: error }, "a heartbeat was not written");
  const uncharged = (error: unknown) => log.warn({ err: error }, "what the attempt took was not charged");
  const heartbeat = setInterval(() => void beat().catch(unwritten), heartbeatSeconds * 1000);
  const unread = (error: unknown) => log.warn({ err: error }, "whether to stop was not read");
  // A cancel is heard at once, not only with the next report or heartbeat.
  const unsubscribe = subscribeToJob(jobId, () => void look().catch(unread));
  const reports = new Reports({ write: beat, seconds: reportSeconds, onFailure: unwritten });

  let close: (() => void) | undefined;

  try {
    await checkDay(begun);
    const result = await compute(bench, begun, {
      jobId,
      models,
      log,
      signal,
      report: async (progress, stage) => {
        await reports.report(progress, stage);
        signal.throwIfAborted();
      },
      progressed: (progress, stage) => reports.progressed(progress, stage),
    }).finally(() => chargeWork(begun, clock.seconds).catch(uncharged));
    if ("store" in result) close = result.store.close;
    signal.throwIfAborted();
    reports.end();
    if ("parts" in result) await divideJob(own, result.parts);
    else await completeJob({ ...begun, ...own }, result.store);
    log.info("done");
  } catch (error) {
    if (error instanceof JobSuperseded) return log.info("another attempt has this job");
    if (error instanceof JobCancelled) return void (await markJobCancelled(own));
    if (error instanceof AppError) return void (await failJob(own, error.message));
    log.error({ err: error }, "the attempt failed");
    if (!last) {
      const { count } = await db().job.updateMany({
        where: { ...mine, cancelRequestedAt: null },
        data: { status: "queued", stage: "Something went wrong; trying again" },
      });
      if (count === 0) return void (await markJobCancelled(own));
      throw error;
    }
    await failJob(
      own,
      `Something went wrong ${attempt} times while computing this. The operator finds it in the worker's log under job ${jobId}.`,
    );
  } finally {
    close?.();
    reports.end();
    clearInterval(heartbeat);
    unsubscribe();
    models.giveBack();
  }
}

/** What one attempt comes to: something to store, or that there are so many parts to compute first. */
async function compute(
  bench: Bench | undefined,
  { kind, parentId, part, parts }: BegunJob,
  context: JobContext,
): Promise<{ store: Store } | { parts: number }> {
  if (!bench)
    throw new AppError("unavailable", `The worker that took this job does not know what a ${kind} is.`);
  const row = await bench.computation.find(db(), { jobId: parentId ?? context.jobId });
  // Deleted meanwhile, and with it what there was to do.
  if (!row) return { store: { bytes: 0, write: async () => undefined } };
  const { handler } = bench;
  if (typeof handler === "function") return { store: await handler(row.id, context) };
  if (part !== null) return { store: await handler.part(row.id, part, context) };
  const divided = parts ?? (await handler.divide(row.id, context));
  if (parts === null && divided > 0) return { parts: divided };
  return { store: await handler.finish(row.id, context) };
}
