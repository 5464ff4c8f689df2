import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors";

const running = new Set<ChildProcess>();

/** Node's arguments for a process that must not outlive us; it also needs "ipc" in its `stdio`. */
export const leaveWithParent = [
  "--import",
  pathToFileURL(path.resolve("scripts/leave-with-parent.mjs")).href,
];

/** Passes a signal on to the programs that are running now; they end, and what waits for them fails. */
export function interruptPrograms(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** Runs a Node program of a package to its end. What it said is shown only if it failed. */
export async function runProgram(
  file: string,
  values: string[],
  options: { failure: string; environment?: Record<string, string> },
): Promise<void> {
  const child = spawn(process.execPath, [...leaveWithParent, path.resolve(file), ...values], {
    env: { ...process.env, ...options.environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.add(child);
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  const { code, signal } = await ending(child);
  running.delete(child);
  if (code === 0) return;
  if (signal !== null) throw new Interrupted(signal);
  if (/ENOSPC|No space left on device/.test(said))
    throw new AppError(
      "unavailable",
      `${options.failure}, because the disk is full: free some space in ${process.cwd()} and run the command again.`,
    );
  throw new AppError("unavailable", `${said.trim()}\n${options.failure}; the reason stands above.`);
}

export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

export function ending(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}
