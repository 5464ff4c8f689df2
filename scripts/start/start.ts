import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { build } from "@/lib/build";
import { env } from "@/lib/env";
import { describeError } from "../command-line";
import { ensureBuild, ensureDatabaseClient, ensurePrograms, programs } from "../prepare/prepare";
import { interruptPrograms } from "../prepare/run-program";
import { prepareDatabase } from "../prepare-database";
import { say } from "../progress.mjs";
import { claimDataFolder } from "./data-folder";
import { type OpenDatabase, openDatabase } from "./open-database";
import { refuseBusyPort } from "./port";
import { runSeed } from "./run-seed";
import { onStopRequest } from "./stop-request";
import { type SupervisedProcess, supervise } from "./supervise";
import { waitUntilUp } from "./wait-for-site";
import { watchSources } from "./watch-sources";

const drainSeconds = 30;

interface Running {
  database?: OpenDatabase;
  processes: SupervisedProcess[];
  isUp: boolean;
}

/** `npm start` and `npm run dev`: brings everything up, keeps it up, and takes it all down again. */
export async function start({ dev }: { dev: boolean }): Promise<void> {
  const running: Running = { processes: [], isUp: false };
  const stopping = new AbortController();
  const stopRequested = new Promise((resolve) => stopping.signal.addEventListener("abort", resolve));
  let exitCode = 0;
  onStopRequest({
    first() {
      stopping.abort();
      interruptPrograms("SIGTERM");
    },
    again() {
      exitCode = 1;
      void takeDown(running, 0);
    },
  });
  try {
    await bringUp(running, stopping.signal, dev);
    await stopRequested;
  } catch (error) {
    // A signal that ended the step we were waiting for is delivered after it.
    await setImmediate();
    exitCode = stopping.signal.aborted ? (running.isUp ? 0 : 130) : 1;
    if (exitCode === 1 && !(error instanceof AlreadyExplained)) console.error(describeError(error));
  }
  if (running.database !== undefined) say("Stopping");
  await takeDown(running, drainSeconds);
  if (running.database !== undefined) say("Stopped");
  process.exit(exitCode);
}

/** The process that failed has said why, in its own words. */
class AlreadyExplained extends Error {}

async function bringUp(running: Running, stopping: AbortSignal, dev: boolean): Promise<void> {
  const { DATA_DIR, DATABASE_URL, PORT } = env();
  const address = `http://localhost:${PORT}`;
  say(`Circuit Commons ${build} on Node ${process.versions.node}`);
  claimDataFolder(DATA_DIR, address);
  await refuseBusyPort(PORT);
  // What can be refused at once comes before what takes a minute.
  running.database = await openDatabase({ dataDir: DATA_DIR, databaseUrl: DATABASE_URL });
  const { databaseUrl, folder } = running.database;
  const applied = await prepareDatabase(databaseUrl);
  if (applied.length > 0) say(`Brought the database's tables up to date (migrations: ${applied.length})`);
  stopping.throwIfAborted();
  await ensureDatabaseClient();
  const bundled = dev ? undefined : await ensurePrograms();
  const buildFolder = dev ? undefined : await ensureBuild();
  const fileOf = (program: string) =>
    bundled === undefined ? `${program}.ts` : path.join(bundled, `${program}.mjs`);
  stopping.throwIfAborted();

  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    ...(buildFolder === undefined ? {} : { NEXT_DIST_DIR: buildFolder }),
    DATABASE_URL: databaseUrl,
    ...(folder !== undefined && { DATABASE_FOLDER: folder }),
    // Somebody who looks on wants to see what goes wrong; a file or a collector wants everything.
    LOG_LEVEL: process.env.LOG_LEVEL || (process.stdout.isTTY ? "warn" : "info"),
  };
  // New tables have no rows yet for the others to find. In a database that has them seeding can wait until the
  // site is up, which is sooner without it.
  const seededFirst = applied.length > 0 ? await runSeed(fileOf(programs.seed), environment) : undefined;
  stopping.throwIfAborted();

  const webFailed = new AbortController();
  const web = supervise({
    name: "the web server",
    file: fileOf(programs.web),
    values: dev ? ["--dev"] : [],
    environment,
    onFirstFailure: () => webFailed.abort(new AlreadyExplained()),
  });
  const worker = supervise({ name: "the worker", file: fileOf(programs.worker), values: [], environment });
  running.processes.push(web, worker);
  if (dev) watchSources(["lib", "workers", "generated"], stopping, () => worker.restart());
  await waitUntilUp(address, AbortSignal.any([stopping, webFailed.signal]));
  webFailed.signal.throwIfAborted();
  stopping.throwIfAborted();
  web.markUp();
  running.isUp = true;
  say(`The site answers at ${address}`);
  const { administratorCode } = seededFirst ?? (await runSeed(fileOf(programs.seed), environment));
  if (administratorCode !== null)
    say(
      `Nobody administers it yet: sign up at ${address}/sign-up with the invitation code ${administratorCode}`,
    );
  say("Ctrl-C stops it");
}

/** The processes first, each finishing what it has at hand, then the database they use. */
async function takeDown(running: Running, patienceSeconds: number): Promise<void> {
  interruptPrograms("SIGTERM");
  await Promise.all(running.processes.map((each) => each.stop(patienceSeconds)));
  await running.database?.close();
}
