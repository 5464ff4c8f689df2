import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import type { DatabaseAccount } from "./account";
import type { PostgresBinaries } from "./binaries";
import { serverEnvironment } from "./cluster";
import { endServer, readPostmasterFile, sendSignal, stopLeftover, stopTimeoutSeconds } from "./leftover";

export interface ServerPlan {
  folder: string;
  binaries: PostgresBinaries;
  account: DatabaseAccount | undefined;
  logFile: string;
  /** Taken if free; a restarted server keeps its port so that open connection pools find it again. */
  port?: number;
  settings?: Record<string, string>;
}

export interface PostgresServer {
  port: number;
  pid: number;
  /** Resolves when the server is gone, however that came about. */
  exited: Promise<void>;
  stop(): Promise<void>;
}

const readyTimeoutSeconds = 120;

/**
 * A shell holds the server and reads a pipe from us. When the pipe ends, because `stop` closed it or because
 * this process died without a word, the shell asks the server for a fast shutdown and waits for it.
 */
const guardian = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo $server
( while read -r _ <&3; do :; done; kill -INT $server ) >/dev/null 2>&1 &
reader=$!
exec 3<&-
wait $server
status=$?
kill $reader 2>/dev/null
exit $status
`;

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
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    log_checkpoints: "off",
    ...plan.settings,
  };
  const log = openSync(plan.logFile, "w", 0o600);
  const child = spawn(
    "/bin/sh",
    [
      ...["-c", guardian, "postgres-guardian", plan.binaries.postgres, "-D", plan.folder, "-p", String(port)],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      uid: plan.account?.uid,
      gid: plan.account?.gid,
      cwd: plan.folder,
      env: serverEnvironment(),
      // A process group of its own: Ctrl-C in the terminal must not take the database from under its users.
      detached: true,
      stdio: ["pipe", "pipe", log],
    },
  );
  closeSync(log);
  const gone = exitOf(child);
  const pid = await readPid(child);
  const ready = await isReady(plan.folder, pid, gone);
  if (!ready) {
    const ended = child.exitCode !== null;
    child.stdin?.end();
    await gone;
    throw serverFailure(plan, ended);
  }
  const exited = gone.then(() => endServer(pid));
  return { port, pid, exited, stop: () => stop(child, pid, exited) };
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("exit", () => resolve());
    child.once("error", reject);
  });
}

async function readPid(child: ChildProcess): Promise<number> {
  if (child.stdout !== null)
    for await (const line of createInterface({ input: child.stdout })) return Number(line);
  throw new Error("the shell that guards the database server ended before it started one");
}

async function isReady(folder: string, pid: number, gone: Promise<void>): Promise<boolean> {
  const deadline = Date.now() + readyTimeoutSeconds * 1000;
  while (Date.now() < deadline) {
    const running = readPostmasterFile(folder);
    if (running?.pid === pid && running.status === "ready") return true;
    const ended = await Promise.race([gone.then(() => true), sleep(15, false)]);
    if (ended) return false;
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

async function stop(child: ChildProcess, pid: number, exited: Promise<void>): Promise<void> {
  child.stdin?.end();
  const impatience = setTimeout(() => sendSignal(pid, "SIGQUIT"), stopTimeoutSeconds * 1000);
  await exited;
  clearTimeout(impatience);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      if (address === null || typeof address === "string") return reject(new Error("no port"));
      probe.close(() => resolve(address.port));
    });
  });
}
