import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach } from "vitest";

export interface WorkerProcess {
  kill(signal: NodeJS.Signals): Promise<number | null>;
  /** Everything it logged so far. */
  log(): string;
  /** Settles once it takes jobs. */
  ready: Promise<void>;
}

const running = new Set<ChildProcess>();

/** A real worker process on the test's database. What is still alive after a test is killed. */
export function spawnWorker(env: Record<string, string> = {}): WorkerProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "workers/main.ts"], {
    env: { ...process.env, LOG_LEVEL: "info", ENGINE_THREADS: "1", ...env },
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
    kill: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      await once(child, "exit");
      return child.exitCode;
    },
  };
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});
