import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, inject } from "vitest";

export interface WorkerProcess {
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Stops it where it is, until what this returns is called. */
  pause(): () => void;
  /** Everything it logged so far. */
  log(): string;
  /** Settles once it takes jobs. */
  ready: Promise<void>;
}

const untilTestEnds = new Set<ChildProcess>();
const untilFileEnds = new Set<ChildProcess>();

/** A real worker process on the test's database, killed when the test ends, or with `keep` when the file does; with `relief` it may start a second one. */
export function spawnWorker({ keep = false, clockOffMinutes = 0, relief = false } = {}): WorkerProcess {
  const running = keep ? untilFileEnds : untilTestEnds;
  const wrongClock = clockOffMinutes === 0 ? [] : ["--import", "./tests/integration/support/wrong-clock.mjs"];
  const program = path.join(inject("programs"), "workers/main.mjs");
  const child = spawn(process.execPath, [...wrongClock, program], {
    env: {
      ...process.env,
      CLOCK_OFF_MINUTES: String(clockOffMinutes),
      LOG_LEVEL: "info",
      ENGINE_THREADS: "1",
      WORKER_RELIEF: String(relief),
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  let log = "";
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes("taking jobs")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the worker ended with ${code}:\n${log}`)));
  });
  ready.catch(() => undefined);
  child.once("exit", () => running.delete(child));
  return {
    ready,
    log: () => log,
    pause: () => {
      child.kill("SIGSTOP");
      return () => void child.kill("SIGCONT");
    },
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, "exit");
      return child.exitCode;
    },
  };
}

afterEach(() => {
  for (const child of untilTestEnds) child.kill("SIGKILL");
});

afterAll(() => {
  for (const child of untilFileEnds) child.kill("SIGKILL");
});
