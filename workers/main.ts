import os from "node:os";
import path from "node:path";
import { closeDatabase } from "@/lib/db/client";
import { allowStatements } from "@/lib/db/open-pool";
import { closePool } from "@/lib/db/pool";
import { troubleOf } from "@/lib/db/trouble";
import { untilDatabaseAnswers } from "@/lib/db/until-answers";
import { openRuntime } from "@/lib/engine/runtime";
import { keepMadeFilesIn } from "@/lib/engine/weights/made-files";
import { env } from "@/lib/env";
import { createLogger } from "@/lib/log";
import { mapStacks } from "@/lib/mapped-stacks";
import { openShelf } from "./model-shelf";
import { isRelief, keepRelief, leaveWithWorker } from "./relief";
import { type RunningWorker, startWorker } from "./start-worker";
import { encodersFolder } from "./tidy-files";

mapStacks();
const log = createLogger("worker");

/** Storing a large graph may take longer than anybody waits for a page. */
const statementSeconds = 60;

async function main(): Promise<void> {
  allowStatements(statementSeconds);
  leaveWithWorker();
  const {
    DATA_DIR,
    ENCODER_FILES,
    ENGINE_PROVIDER,
    ENGINE_THREADS,
    ENGINE_MEMORY_MB,
    MODELS_DIR,
    WORKER_LANES: lanes,
    WORKER_RELIEF,
  } = env();
  const runtime = await openRuntime({ provider: ENGINE_PROVIDER, threads: ENGINE_THREADS });
  log.info(runtime.report, `the engine runs on ${runtime.report.inUse}`);
  keepMadeFilesIn(path.join(DATA_DIR, "tensors"));
  const memoryLimitBytes = ENGINE_MEMORY_MB > 0 ? ENGINE_MEMORY_MB * 1e6 : os.totalmem() / 2;
  const models = await openShelf(MODELS_DIR, {
    ...{ runtime, memoryLimitBytes, log },
    ...(ENCODER_FILES && { encodersDir: encodersFolder() }),
  });
  // Before the first job, so that no job finds a model half open or closed under it.
  if (!isRelief())
    await models.warm().catch((error: unknown) => log.warn({ err: error }, "the model could not be warmed"));
  const relief = keepRelief({
    ...{ wanted: WORKER_RELIEF, lanes, provider: runtime.report.inUse, memoryLimitBytes, log },
  });
  let worker: RunningWorker | undefined;
  let leaving = false;
  const leave = async (why: string, exitCode: number) => {
    // The first signal drains, the second leaves at once: what was begun is done by another worker.
    if (leaving) process.exit(exitCode || 1);
    leaving = true;
    log.info(`${why}: finishing the jobs at hand`);
    await Promise.all([worker?.drain(), relief.stop()]);
    await models.close();
    await Promise.all([closePool(), closeDatabase()]);
    process.exit(exitCode);
  };
  process.on("SIGTERM", () => void leave("asked to stop", 0));
  process.on("SIGINT", () => void leave("asked to stop", 0));

  while (!leaving) {
    await untilDatabaseAnswers(log);
    try {
      worker = await startWorker({ models, lanes, log });
    } catch (error) {
      // It can go again between its first answer and the last.
      if (troubleOf(error) === null) throw error;
      log.warn({ err: error }, "the database was lost while signing on");
      continue;
    }
    log.info({ workerId: worker.workerId, models: models.names, lanes, memoryLimitBytes }, "taking jobs");
    // Who started it counts from here (scripts/start/supervise.ts).
    process.send?.("up");
    await worker.lost;
    if (leaving) return;
    // The models stay open: to open them again takes longer than the database to come back.
    log.error("the database connection was lost; signing on again");
    const { abandon } = worker;
    worker = undefined;
    await abandon();
  }
}

main().catch((error: unknown) => {
  log.fatal({ err: error }, "the worker could not start");
  process.exit(1);
});
