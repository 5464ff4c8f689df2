import { EventEmitter } from "node:events";
import { Logger as QueueLogger, type Runner, run, type WorkerEvents } from "graphile-worker";
import { z } from "zod";
import { tellOfClosings } from "@/lib/bounties/tell-watchers";
import { settleWaiting } from "@/lib/bounty-entries/settle-entry";
import { tellTeams } from "@/lib/bounty-entries/tell-teams";
import { assignWaiting } from "@/lib/bounty-judging/assign-entries";
import { build } from "@/lib/build";
import { requestBundle } from "@/lib/bundles/request-bundle";
import { databaseUrl, db } from "@/lib/db/client";
import { openQueuePool } from "@/lib/db/open-pool";
import { databaseTime } from "@/lib/db/time";
import { writesMails } from "@/lib/digests/mail-server";
import { makeDigests } from "@/lib/digests/make-digests";
import { sendDigests } from "@/lib/digests/send-digests";
import { queueJobs } from "@/lib/jobs/enqueue-job";
import type { Lane } from "@/lib/lanes";
import type { Logger } from "@/lib/log";
import { endSuspensions } from "@/lib/moderation/lift-suspension";
import { webhookSender } from "@/lib/webhooks/send-webhooks";
import { registerWorker } from "@/lib/workers/register-worker";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import { benches as allBenches } from "./benches";
import type { Bench } from "./context";
import { housekeeping } from "./housekeeping";
import type { ModelShelf } from "./model-shelf";
import { performJob } from "./perform-job";
import { oneAtATime } from "./round";
import { takeUpModels } from "./take-up-models";

const heartbeatSeconds = 5;
const reportSeconds = 0.2;
const webhookSeconds = 5;
const housekeepingMinutes = 60;
/** How soon a model is found that somebody puts beside the others. */
const modelSeconds = 15;
/** One is made a day; this is how soon after midnight, or after the first start. */
const bundleMinutes = 15;

const queuedPayload = z.object({ jobId: z.uuid() });

export interface RunningWorker {
  workerId: string;
  /** Settles when others can no longer know that this worker lives: it must be abandoned, and sign on again. */
  lost: Promise<void>;
  /** Takes no new job and waits for nothing: what it has at hand is another attempt's by now, or still its own to store. */
  abandon(): Promise<void>;
  /** Takes no new job, finishes those it has, and signs off. */
  drain(): Promise<void>;
}

interface WorkerOptions {
  models: ModelShelf;
  /** The lanes it takes jobs from, one at a time from each: so a slot is always free for the others of a lane. */
  lanes: readonly Lane[];
  log: Logger;
  /** What it can do: everything, if not given. */
  benches?: readonly Bench[];
}

/** Signs the worker on, frees what dead workers left, and takes jobs until `drain`. */
export async function startWorker({
  models,
  lanes,
  log,
  benches = allBenches,
}: WorkerOptions): Promise<RunningWorker> {
  const registration = await registerWorker({
    build,
    provider: models.provider,
    models: models.names,
    lanes: [...lanes],
  });
  const { workerId } = registration;
  const options = { benches, workerId, models, log, heartbeatSeconds, reportSeconds };
  const queueIds: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  // The queue locks a job for the pool that it is handed to (graphile-worker 0.17), and not for a worker of it.
  events.on("pool:create", ({ workerPool }) => queueIds.push(workerPool.id));

  const pool = openQueuePool(databaseUrl(), 3 * lanes.length);
  const runners: Runner[] = [];
  const timers: NodeJS.Timeout[] = [];
  const webhooks = webhookSender();
  let draining = false;
  let lose = () => {};
  // The queue's own loop gives up on a fatal error; a process without it must not pass for a worker.
  const ended = new Promise<void>((resolve) => {
    lose = () => {
      if (!draining) resolve();
    };
  });

  const beat = async () => {
    await registration.report({ queueIds, memoryBytes: BigInt(process.memoryUsage.rss()) });
    const waiting = await releaseDeadWorkers();
    if (waiting.length === 0) return;
    log.warn({ jobs: waiting }, "jobs of a dead worker wait again");
    await db().$transaction((tx) => queueJobs(tx, waiting));
  };
  const every = (millis: number, work: () => Promise<void>) =>
    setInterval(
      () => work().catch((error: unknown) => log.warn({ err: error }, "a round was missed")),
      millis,
    );
  const round = (millis: number, work: (now: Date) => Promise<unknown>) =>
    every(
      millis,
      oneAtATime(async () => void (await work(await databaseTime()))),
    );
  const abandon = async () => {
    draining = true;
    for (const timer of timers) clearInterval(timer);
    void webhooks.stop();
    // Nothing of it can be done where the database is gone, and then nothing of it is needed.
    const left = (error: unknown) => log.debug({ err: error }, "abandoned");
    void Promise.allSettled(runners.map((runner) => runner.stop()))
      .then(() => pool.end())
      .catch(left);
    await registration.letGo().catch(left);
  };

  try {
    for (const lane of lanes) {
      const runner = await run({
        pgPool: pool,
        concurrency: 1,
        pollInterval: 2_000,
        noHandleSignals: true,
        events,
        logger: new QueueLogger(
          () => (level, message) => level === "error" && log.error({ message, lane }, "queue"),
        ),
        taskList: { [lane]: (payload: unknown) => performJob(queuedPayload.parse(payload).jobId, options) },
      });
      runner.promise.then(lose, lose);
      runners.push(runner);
    }
    await beat();
  } catch (error) {
    await abandon();
    throw error;
  }
  timers.push(
    every(heartbeatSeconds * 1000, beat),
    round(60_000, endSuspensions),
    round(60_000, settleWaiting),
    round(60_000, assignWaiting),
    round(60_000, tellOfClosings),
    round(60_000, tellTeams),
    round(60_000, async (now) => {
      if (writesMails()) await makeDigests(now);
    }),
    round(webhookSeconds * 1000, webhooks.round),
    // A mail server may hold each mail for minutes.
    round(60_000, sendDigests),
    round(housekeepingMinutes * 60_000, housekeeping),
    round(modelSeconds * 1000, () => takeUpModels(models, log)),
    round(bundleMinutes * 60_000, requestBundle),
  );
  return {
    workerId,
    lost: Promise.race([registration.lost, ended]),
    abandon,
    drain: async () => {
      draining = true;
      // The heartbeat goes on until the jobs at hand are done: a worker that falls silent is taken for hung.
      await Promise.all(runners.map((runner) => runner.stop()));
      for (const timer of timers) clearInterval(timer);
      await webhooks.stop();
      await pool.end();
      await registration.release();
    },
  };
}
