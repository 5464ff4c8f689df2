import { EventEmitter } from "node:events";
import { Logger as QueueLogger, run, type WorkerEvents } from "graphile-worker";
import { z } from "zod";
import { build } from "@/lib/build";
import { databaseUrl, db } from "@/lib/db/client";
import type { JobDefinition } from "@/lib/jobs/define-job";
import {
  causalCheckJob,
  circuitJob,
  expandJob,
  importJob,
  jobDefinitions,
  runJob,
  verifyJob,
} from "@/lib/jobs/definitions";
import { queueAgain } from "@/lib/jobs/enqueue-job";
import type { Logger } from "@/lib/log";
import { registerWorker } from "@/lib/workers/register-worker";
import { releaseDeadWorkers } from "@/lib/workers/release-dead-workers";
import type { JobHandler } from "./context";
import { causalCheckHandler } from "./handlers/causal-check";
import { circuitHandler } from "./handlers/circuit";
import { expandHandler } from "./handlers/expand";
import { importHandler } from "./handlers/import";
import { runHandler } from "./handlers/run";
import { verifyHandler } from "./handlers/verify";
import { housekeeping } from "./housekeeping";
import type { ModelShelf } from "./model-shelf";
import { type PerformOptions, performJob } from "./perform-job";

const heartbeatSeconds = 5;
const reportSeconds = 0.2;
const housekeepingMinutes = 60;

interface Bench {
  definition: JobDefinition;
  perform(jobId: string, options: PerformOptions): Promise<void>;
}

function bench<Payload extends Record<string, string>>(
  definition: JobDefinition<Payload>,
  handler: JobHandler<Payload>,
): Bench {
  return { definition, perform: (jobId, options) => performJob(definition, handler, jobId, options) };
}

/** Every kind of job and who does it. */
const benches = [
  bench(runJob, runHandler),
  bench(circuitJob, circuitHandler),
  bench(expandJob, expandHandler),
  bench(verifyJob, verifyHandler),
  bench(causalCheckJob, causalCheckHandler),
  bench(importJob, importHandler),
];
const queuedPayload = z.object({ jobId: z.uuid() });

export interface RunningWorker {
  workerId: string;
  /** Settles when others can no longer know that this worker lives: it must stop and be started again. */
  lost: Promise<void>;
  /** Takes no new job, finishes the one it has, and signs off. */
  drain(): Promise<void>;
}

/** Signs the worker on, frees what dead workers left, and takes jobs until `drain`. */
export async function startWorker(models: ModelShelf, log: Logger): Promise<RunningWorker> {
  const registration = await registerWorker({ build, provider: models.provider, models: models.names });
  const { workerId } = registration;
  const options = { workerId, models, log, heartbeatSeconds, reportSeconds };
  const queueIds: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => queueIds.push(worker.workerId));

  const runner = await run({
    connectionString: databaseUrl(),
    concurrency: 1,
    maxPoolSize: 4,
    pollInterval: 2_000,
    noHandleSignals: true,
    events,
    logger: new QueueLogger(() => (level, message) => level === "error" && log.error({ message }, "queue")),
    taskList: Object.fromEntries(
      benches.map(({ definition, perform }) => [
        definition.name,
        (payload: unknown) => perform(queuedPayload.parse(payload).jobId, options),
      ]),
    ),
  });

  let draining = false;
  // The queue's own pool gives up on a fatal error; a process without it must not pass for a worker.
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      if (!draining) resolve();
    };
    runner.promise.then(end, end);
  });

  const beat = async () => {
    await registration.report({ queueIds, memoryBytes: BigInt(process.memoryUsage.rss()) });
    for (const { id, name } of await releaseDeadWorkers()) {
      log.warn({ jobId: id }, "a job of a dead worker waits again");
      const definition = jobDefinitions.find((known) => known.name === name);
      if (definition) await db().$transaction((tx) => queueAgain(tx, definition, id));
    }
  };
  const every = (millis: number, work: () => Promise<void>) =>
    setInterval(
      () => work().catch((error: unknown) => log.warn({ err: error }, "a round was missed")),
      millis,
    );
  await beat();
  const timers = [
    every(heartbeatSeconds * 1000, beat),
    every(housekeepingMinutes * 60_000, () => housekeeping(new Date())),
  ];
  return {
    workerId,
    lost: Promise.race([registration.lost, ended]),
    drain: async () => {
      draining = true;
      // The heartbeat goes on until the job at hand is done: a worker that falls silent is taken for hung.
      await runner.stop();
      for (const timer of timers) clearInterval(timer);
      await registration.release();
    },
  };
}
