import { noteUntold } from "@/lib/kept-pages/showing";
import { ThreadPool } from "./thread-pool";
import type { ThreadWork } from "./thread-work";

/** A class behind one address may look at one thing at once, and wait as long as a page may take. */
const limits = { threads: 2, maxWaiting: 200, maxWaitingEach: 60, maxWaitMillis: 30_000 };

// Pages and routes may have modules of their own each, and a process has one pool.
const holder = globalThis as typeof globalThis & { circuitCommonsThreads?: ThreadPool };

/** Does a work on one of the process's threads (ThreadPool.do). */
export function onThread<Work extends (input: never) => unknown>(
  work: ThreadWork<Work>,
  asker: string,
  input: () => Parameters<Work>[0] | Promise<Parameters<Work>[0]>,
): Promise<Awaited<ReturnType<Work>>> {
  // What a thread reads, nobody notes.
  noteUntold();
  holder.circuitCommonsThreads ??= new ThreadPool(limits);
  return holder.circuitCommonsThreads.do(work, asker, input);
}
