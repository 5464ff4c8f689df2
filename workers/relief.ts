import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { getQueueState } from "@/lib/health/queue-state";
import type { Lane } from "@/lib/lanes";
import type { Logger } from "@/lib/log";

/**
 * How often it is asked whether background jobs wait, and for how long none must have until the second process is let go: longer
 * than a part of a corpus takes, after which many jobs come at once.
 */
const lookSeconds = 1;
const idleSeconds = 120;
/** After one that ended by itself: what ended it may well end the next. */
const pauseSeconds = 60;

/** Tells a process that it is the second one of the worker that started it. */
const mark = "--relief";

export interface Relief {
  /** Lets the second process finish what it has at hand, and waits for its end. */
  stop(): Promise<void>;
}

interface ReliefOptions {
  /** Whether a second process is wanted at all. */
  wanted: boolean;
  lanes: readonly Lane[];
  provider: string;
  /** Most bytes of weights that either process holds. */
  memoryLimitBytes: number;
  log: Logger;
  /** Starts it, and counts the background jobs that wait; others in tests. */
  start?: () => ChildProcess;
  countWaiting?: () => Promise<number>;
}

/**
 * Keeps a second process of this worker for as long as more background jobs wait than this one takes: reading a corpus and
 * putting together what it showed are half on one thread, which leaves other cores without work. Its own are models, which
 * it opens when it needs them; so there is none on a graphics device, with one core, or where the memory that its
 * models may take is not free.
 */
export function keepRelief(options: ReliefOptions): Relief {
  const { wanted, lanes, provider, memoryLimitBytes, log } = options;
  const { start = launch, countWaiting = countInBackground } = options;
  const canHelp =
    wanted && !isRelief() && lanes.includes("background") && provider === "cpu" && availableParallelism() > 1;
  if (!canHelp) return { stop: async () => undefined };
  let child: ChildProcess | undefined;
  let isLetGo = false;
  let waitedAt = Number.NEGATIVE_INFINITY;
  let notBefore = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const look = async () => {
    const waiting = await countWaiting();
    const now = performance.now();
    if (waiting > 0) waitedAt = now;
    if (stopped) return;
    if (child) {
      if (isLetGo || now - waitedAt <= 1000 * idleSeconds) return;
      // Once: a second signal has it leave what it has at hand.
      isLetGo = true;
      child.kill("SIGTERM");
      return;
    }
    if (waiting === 0 || now < notBefore || process.availableMemory() < memoryLimitBytes) return;
    child = start();
    isLetGo = false;
    child.once("error", (error) => log.warn({ err: error }, "a second process could not be started"));
    child.once("exit", (code, signal) => {
      child = undefined;
      if (code === 0) return;
      notBefore = performance.now() + 1000 * pauseSeconds;
      if (!stopped) log.warn({ code, signal }, "the second process ended by itself");
    });
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.debug({ err: error }, "it is not known whether background jobs wait"));
  }, 1000 * lookSeconds);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await looking;
      if (!child) return;
      const ended = once(child, "exit");
      if (!isLetGo) child.kill("SIGTERM");
      await ended;
    },
  };
}

async function countInBackground(): Promise<number> {
  return (await getQueueState()).background.waiting;
}

function launch(): ChildProcess {
  return fork(process.argv[1] ?? "workers/main.ts", [mark], {
    // As this one was started, from the same file and with what it preloads.
    execArgv: process.execArgv,
    env: { ...process.env, WORKER_LANES: "background" },
  });
}

/** Whether this process is the second one of a worker. */
export function isRelief(): boolean {
  return process.argv.includes(mark);
}

/** Ends this process with the worker that it is the second one of, however that ends. What it had at hand is done by another. */
export function leaveWithWorker(): void {
  if (isRelief()) process.once("disconnect", () => process.exit(1));
}
