import type { ChildProcess } from "node:child_process";
import { spawnNode } from "../prepare/run-program";
import { say } from "../progress.mjs";

export interface Supervision {
  /** What it is called in sentences: "the worker". */
  name: string;
  file: string;
  values: string[];
  environment: NodeJS.ProcessEnv;
  /** Called instead of starting it again when it ends before it ever counted as up. */
  onFirstFailure?: () => void;
}

export interface SupervisedProcess {
  /** From now on an end is a crash, and it is started again. */
  markUp(): void;
  restart(): void;
  /** Drains; after the patience given, or at once with none, it is killed. */
  stop(patienceSeconds: number): Promise<void>;
}

/** The pause before the next start: half a second at first, up to 30 s for what keeps failing. */
export function pauseMillis(failures: number): number {
  return Math.min(500 * 2 ** (failures - 1), 30_000);
}

/** One that ran this long has shown that it can run, and its next crash counts as the first. */
const steadyAfterMillis = 60_000;

/** Keeps a process running: starts it, and starts it again with growing pauses when it ends by itself. */
export function supervise(plan: Supervision): SupervisedProcess {
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let restarting = false;
  let up = false;
  let failures = 0;

  function launch(): void {
    const startedAt = Date.now();
    const launched = spawnNode(["--import", "tsx", plan.file, ...plan.values], {
      env: plan.environment,
      // A process group of its own: Ctrl-C reaches us alone, and we decide who drains when.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = launched;
    gone = new Promise((resolve) => {
      launched.once("error", (error) => console.error(error.message));
      launched.once("close", (code, signal) => {
        resolve();
        onEnd(signal ?? `exit code ${code}`, Date.now() - startedAt);
      });
    });
  }

  function onEnd(how: string, ranMillis: number): void {
    if (stopping) return;
    if (restarting || (!up && plan.onFirstFailure !== undefined)) {
      const next = restarting ? launch : plan.onFirstFailure;
      restarting = false;
      next?.();
      return;
    }
    failures = ranMillis > steadyAfterMillis ? 1 : failures + 1;
    const delay = pauseMillis(failures);
    say(describeCrash(plan.name, how, failures, delay / 1000));
    timer = setTimeout(launch, delay);
  }

  launch();
  return {
    markUp() {
      up = true;
    },
    restart() {
      restarting = child?.exitCode === null && child.signalCode === null;
      if (restarting) return void child?.kill("SIGTERM");
      clearTimeout(timer);
      launch();
    },
    async stop(patienceSeconds) {
      stopping = true;
      clearTimeout(timer);
      child?.kill(patienceSeconds > 0 ? "SIGTERM" : "SIGKILL");
      const impatience = setTimeout(() => child?.kill("SIGKILL"), patienceSeconds * 1000);
      await gone;
      clearTimeout(impatience);
    },
  };
}

export function describeCrash(name: string, how: string, failures: number, delaySeconds: number): string {
  const subject = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  if (failures < 3) return `${subject} stopped by itself (${how}); starting it again in ${delaySeconds} s`;
  return `${subject} keeps failing: ${failures} times in a row now, last with ${how}; its own messages stand above. Trying again in ${delaySeconds} s`;
}
