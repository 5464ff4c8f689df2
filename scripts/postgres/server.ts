import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { serverEnvironment } from "./cluster";
import { readPostmasterFile, stopLeftover, stopTimeoutSeconds } from "./leftover";
import type { ClusterPlace } from "./place";

export interface ServerPlan extends ClusterPlace {
  logFile: string;
  /** Taken if free; a restarted server keeps its port so that open connection pools find it again. */
  port?: number;
  settings?: Record<string, string>;
}

export interface PostgresServer {
  port: number;
  /** Resolves when the server is gone, however that came about. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

const readyTimeoutSeconds = 120;

/** Starts the server on 127.0.0.1 and resolves once it takes connections. */
export async function startServer(plan: ServerPlan): Promise<PostgresServer> {
  await stopLeftover(plan.folder);
  const attempts = 5;
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && plan.port !== undefined ? plan.port : await freePort();
    try {
      return await launch(plan, port);
    } catch (error) {
      const portWasTaken = /Address already in use/.test(readLog(plan.logFile));
      if (!portWasTaken || attempt === attempts) throw error;
    }
  }
}

async function launch(plan: ServerPlan, port: number): Promise<PostgresServer> {
  const settings = {
    ...{ listen_addresses: "127.0.0.1", port: String(port), unix_socket_directories: "" },
    ...{ log_checkpoints: "off", ...plan.settings },
  };
  const log = openSync(plan.logFile, "w", 0o600);
  const child = spawn(
    // The kernel asks the server for a fast shutdown when this process ends, also without a word.
    "setpriv",
    [
      ...["--pdeathsig", "INT", plan.binaries.postgres, "-D", plan.folder],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...plan.account,
      cwd: plan.folder,
      env: serverEnvironment(),
      // A process group of its own: Ctrl-C in the terminal must not take the database from under its users.
      detached: true,
      stdio: ["ignore", "ignore", log],
    },
  );
  closeSync(log);
  const exited = once(child, "exit").then(() => {});
  if (!(await isReady(plan.folder, child, exited))) {
    const ended = child.exitCode !== null;
    await stop(child, exited);
    throw serverFailure(plan, ended);
  }
  return { port, exited, stop: () => stop(child, exited) };
}

async function isReady(folder: string, child: ChildProcess, exited: Promise<void>): Promise<boolean> {
  const deadline = Date.now() + readyTimeoutSeconds * 1000;
  while (Date.now() < deadline) {
    const running = readPostmasterFile(folder);
    if (running?.pid === child.pid && running?.status === "ready") return true;
    if (await Promise.race([exited.then(() => true), sleep(15, false)])) return false;
  }
  return false;
}

function serverFailure(plan: ServerPlan, ended: boolean): Error {
  const log = readLog(plan.logFile);
  const reason = log.split("\n").findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? log.slice(-400);
  if (/No space left on device/.test(log))
    return new AppError(
      "unavailable",
      `The disk that holds ${plan.folder} is full, so the database did not start; nothing in it was changed. Free some space there and start again.`,
    );
  if (/Permission denied|has wrong ownership/.test(log))
    return new AppError(
      "unavailable",
      `The database in ${plan.folder} belongs to another user: start as the user who made it (or as root), or choose another DATA_DIR.`,
    );
  return new AppError(
    "unavailable",
    `The database in ${plan.folder} ${ended ? "did not start" : `was not ready after ${readyTimeoutSeconds} s`}: ${reason.trim()} (the whole log is ${plan.logFile}).`,
  );
}

function readLog(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill("SIGINT");
  const impatience = setTimeout(() => child.kill("SIGQUIT"), stopTimeoutSeconds * 1000);
  await exited;
  clearTimeout(impatience);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
