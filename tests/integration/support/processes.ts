import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { patience } from "./patience";

/** The site's real processes: no vitest here, since `npm run endure` starts and kills them too. */

export interface RunningCommand {
  child: ChildProcess;
  /** Everything it said so far, on both streams. */
  output(): string;
  /** Waits until it says something that matches; throws with its output if it ends first or takes longer than it may (`patience`). */
  says(pattern: RegExp, patienceSeconds?: number): Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** An empty folder that every user may pass through, as root's database server must. */
export function openFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "commons-start-"));
  chmodSync(folder, 0o711);
  return folder;
}

export function runCommand(
  command: string[],
  environment: Record<string, string>,
  folder = ".",
): RunningCommand {
  const [program = "", ...values] = command;
  const { DATABASE_URL, ...inherited } = process.env;
  const child = spawn(program, values, {
    cwd: folder,
    env: {
      ...inherited,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      ENGINE_THREADS: "1",
      INDEX_CORPORA: "false",
      STARTER_FINDINGS: "false",
      ...environment,
    },
    // A group of its own, so that a test can send what a terminal sends on Ctrl-C.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
    });
  let over = false;
  const ended: RunningCommand["ended"] = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  async function says(pattern: RegExp, patienceSeconds = 90): Promise<RegExpExecArray> {
    const deadline = Date.now() + patience * patienceSeconds * 1000;
    for (;;) {
      const match = pattern.exec(said);
      if (match !== null) return match;
      if (over || Date.now() > deadline) throw new Error(`never said ${pattern}, but:\n${said}`);
      await sleep(25);
    }
  }
  return { child, output: () => said, says, ended };
}

export const startCommand = [process.execPath, "scripts/start.mjs"];

/** The processes that work on a data folder: it stands in their arguments or in their environment. */
export function processesOf(folder: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && mentions(pid, folder));
}

function mentions(pid: number, folder: string): boolean {
  return reads(`/proc/${pid}/cmdline`, folder) || reads(`/proc/${pid}/environ`, folder);
}

function reads(file: string, text: string): boolean {
  try {
    return readFileSync(file, "utf8").includes(text);
  } catch {
    // It ended while we looked, or it is somebody else's.
    return false;
  }
}

/** Those of a data folder's processes whose arguments mention the text. */
export function processesRunning(folder: string, text: string): number[] {
  return processesOf(folder).filter((pid) => reads(`/proc/${pid}/cmdline`, text));
}

export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which is what was wanted.
  }
}

export async function untilTrue(
  condition: () => boolean | Promise<boolean>,
  patienceSeconds: number,
): Promise<boolean> {
  const deadline = Date.now() + patience * patienceSeconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
    });
  });
}

/** The start tells its processes by their environment where the database is, and nobody else. */
export function databaseUrlOf(folder: string): string {
  const name = "DATABASE_URL=";
  const found = processesRunning(folder, "scripts/web.")
    .flatMap((pid) => readFileSync(`/proc/${pid}/environ`, "utf8").split("\0"))
    .find((variable) => variable.startsWith(name));
  if (found === undefined) throw new Error("No web process of the site runs");
  return found.slice(name.length);
}
