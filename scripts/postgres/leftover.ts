import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const stopTimeoutSeconds = 60;

/** The guardian can be killed by itself; the server must not outlive it. */
export async function endServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  sendSignal(pid, "SIGINT");
  await waitForEnd(pid);
}

/**
 * A server that an earlier start left behind still owns the folder. It is stopped, never joined: its settings,
 * its port and its guardian are not ours. Callers hold the data folder's lock, so nobody else uses it.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const leftover = readPostmasterFile(folder);
  if (leftover === undefined) return;
  if (isServerOver(leftover.pid, folder)) sendSignal(leftover.pid, "SIGINT");
  // A killed server's own processes notice its death and leave, each at its next pause.
  const deadline = Date.now() + stopTimeoutSeconds * 1000;
  while (isInUse(folder) && Date.now() < deadline) await sleep(20);
  // To PostgreSQL a dead process that nobody has collected yet is a running server; to us it is not.
  if (!isInUse(folder) && sendSignal(leftover.pid, 0) && !isAlive(leftover.pid))
    rmSync(path.join(folder, "postmaster.pid"), { force: true });
}

/** Every process of a server works in its data folder. */
function isInUse(folder: string): boolean {
  return readdirSync("/proc").some((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`) === folder && isServer(name);
    } catch {
      // It ended while we looked, or belongs to a user who cannot be using our folder.
      return false;
    }
  });
}

function isServer(pid: string): boolean {
  return readFileSync(`/proc/${pid}/stat`, "utf8").includes(" (postgres) ");
}

async function waitForEnd(pid: number): Promise<void> {
  const deadline = Date.now() + stopTimeoutSeconds * 1000;
  while (isAlive(pid)) {
    if (Date.now() > deadline) sendSignal(pid, "SIGQUIT");
    await sleep(20);
  }
}

function isServerOver(pid: number, folder: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return command.includes(folder) && path.basename(command[0] ?? "") === "postgres";
  } catch {
    return false;
  }
}

/** False for a zombie too: a container's first process may never collect it, and it holds nothing. */
function isAlive(pid: number): boolean {
  if (!sendSignal(pid, 0)) return false;
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Lines 1, 4 and 8 of postmaster.pid, as src/include/utils/pidfile.h of PostgreSQL 18 numbers them. */
export function readPostmasterFile(
  folder: string,
): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}
