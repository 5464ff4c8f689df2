import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/errors";

const running = new Set<ChildProcess>();
const interruption = new AbortController();

/** For what waits without a program: aborted when the programs are interrupted. */
export const interrupted: AbortSignal = interruption.signal;

const preload = pathToFileURL(path.resolve("scripts/leave-with-parent.mjs")).href;

/** Starts a Node process that does not outlive us, however we end. */
export function spawnNode(
  values: string[],
  options: SpawnOptions & { env: NodeJS.ProcessEnv },
): ChildProcess {
  return spawn(process.execPath, ["--import", preload, ...values], {
    ...options,
    env: { ...options.env, LEAVE_WITH_PARENT: String(process.pid) },
  });
}

/** What Node is given to run one of our programs: from its source where it has no other form. */
export function toRun(file: string): string[] {
  return file.endsWith(".ts") ? ["--import", "tsx", file] : [file];
}

/** Passes a signal on to the programs that are running now; they end, and what waits for them fails. */
export function interruptPrograms(signal: NodeJS.Signals): void {
  interruption.abort();
  for (const child of running) child.kill(signal);
}

/** Runs a Node program of a package to its end. What it said is shown only if it failed. */
export async function runProgram(
  file: string,
  values: string[],
  options: { failure: string; environment?: Record<string, string> },
): Promise<void> {
  const child = spawnNode([path.resolve(file), ...values], {
    env: { ...process.env, ...options.environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  const { code, signal } = await endingOf(child);
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

/** Waits for a program that runs to its end, and which an interruption reaches until then. */
export async function endingOf(
  child: ChildProcess,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  running.add(child);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal }));
    });
  } finally {
    running.delete(child);
  }
}
