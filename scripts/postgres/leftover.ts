import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const stopTimeoutSeconds = 60;
/** The processes of a server that was killed leave within milliseconds, unless one is in the middle of a statement. */
const orphansTimeoutSeconds = 2;

/**
 * A server that an earlier start left behind still owns the folder. It is stopped, never joined: its settings and
 * its port are not ours. Callers hold the data folder's lock, so nobody else uses it.
 */
export async function stopLeftover(folder: string): Promise<void> {
  const leftover = readPostmasterFile(folder);
  if (leftover === undefined) return;
  if (processesIn(folder).includes(leftover.pid)) process.kill(leftover.pid, "SIGINT");
  const leavesBy = Date.now() + stopTimeoutSeconds * 1000;
  while (processesIn(folder).includes(leftover.pid) && Date.now() < leavesBy) await sleep(20);
  // A killed server's own processes notice its death and leave, each at its next pause. What they had not committed is
  // lost with the server, so none is waited for; the next one recovers the rest.
  const orphansLeaveBy = Date.now() + orphansTimeoutSeconds * 1000;
  while (processesIn(folder).length > 0 && Date.now() < orphansLeaveBy) await sleep(20);
  if (!processesIn(folder).includes(leftover.pid)) {
    for (const pid of processesIn(folder)) kill(pid);
    while (processesIn(folder).length > 0 && Date.now() < leavesBy) await sleep(20);
  }
  // To PostgreSQL a dead process that nobody has collected yet is a running server; to us it is not.
  if (processesIn(folder).length === 0) rmSync(path.join(folder, "postmaster.pid"), { force: true });
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It left by itself meanwhile.
  }
}

/** Every process of a server works in its data folder; one that is dead, collected or not, works nowhere. */
export function processesIn(folder: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && worksIn(name, folder))
    .map(Number);
}

function worksIn(pid: string, folder: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === folder &&
      readFileSync(`/proc/${pid}/stat`, "utf8").includes(" (postgres) ")
    );
  } catch {
    // It ended while we looked, or belongs to a user who cannot be using our folder.
    return false;
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
