import type { ChildProcess } from "node:child_process";
import { spawnNode, toRun } from "../prepare/run-program";
import { say } from "../progress.mjs";
import { type Pause, Pauses } from "./pauses";

export interface Supervision {
  /** What it is called in sentences: "the worker". */
  name: string;
  /** A source or what was bundled of it. */
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

/**
 * Keeps a process running: starts it, and starts it again after a pause when it ends by itself. A process says "up" to its
 * parent once it does what it is there for.
 */
export function supervise(plan: Supervision): SupervisedProcess {
  let child: ChildProcess | undefined;
  let gone: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let restarting = false;
  let up = false;
  const pauses = new Pauses();

  function launch(): void {
    let upSince: number | null = null;
    const launched = spawnNode([...toRun(plan.file), ...plan.values], {
      env: plan.environment,
      // A process group of its own: Ctrl-C reaches us alone, and we decide who drains when.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = launched;
    launched.on("message", (message) => {
      if (message === "up") upSince ??= performance.now();
    });
    gone = new Promise((resolve) => {
      launched.once("error", (error) => console.error(error.message));
      launched.once("close", (code, signal) => {
        resolve();
        onEnd(signal ?? `exit code ${code}`, upSince === null ? null : performance.now() - upSince);
      });
    });
  }

  function onEnd(how: string, upMillis: number | null): void {
    if (stopping) return;
    if (restarting || (!up && plan.onFirstFailure !== undefined)) {
      const next = restarting ? launch : plan.onFirstFailure;
      restarting = false;
      next?.();
      return;
    }
    const pause = pauses.next(upMillis);
    say(describeCrash(plan.name, how, pause));
    timer = setTimeout(launch, pause.millis);
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

export function describeCrash(name: string, how: string, { failures, millis }: Pause): string {
  const delaySeconds = millis / 1000;
  const subject = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  if (failures < 3) return `${subject} stopped by itself (${how}); starting it again in ${delaySeconds} s`;
  return `${subject} keeps failing: ${failures} times in a row now, last with ${how}; its own messages stand above. Trying again in ${delaySeconds} s`;
}
