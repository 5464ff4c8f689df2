import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { type WriteUp, writeUpSchema } from "./write-up";

/** The time a text may take. One of 50,000 characters takes a thirtieth of it. */
const maxReadMillis = 3_000;
const idleMillis = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 };

let reader: Promise<Worker> | null = null;
let idle: NodeJS.Timeout | undefined;

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads a write-up's Markdown on a thread of its own: null where it is too much or takes too long. Texts are read one
 * after another. The thread stays for a minute after the last, and keeps no process alive.
 */
export function readOnThread(body: string): Promise<WriteUp | null> {
  const turn = last.then(() => read(body));
  last = turn.catch(() => undefined);
  return turn;
}

async function read(body: string): Promise<WriteUp | null> {
  clearTimeout(idle);
  reader ??= openReader();
  const thread = await reader;
  const late = AbortSignal.timeout(maxReadMillis);
  thread.ref();
  try {
    thread.postMessage(body);
    const [answer]: unknown[] = await once(thread, "message", { signal: late });
    idle = setTimeout(() => void closeReader(thread), idleMillis).unref();
    return writeUpSchema.nullable().parse(answer);
  } catch (error) {
    await closeReader(thread);
    if (late.aborted || isOutOfMemory(error)) return null;
    throw error;
  } finally {
    thread.unref();
  }
}

async function openReader(): Promise<Worker> {
  // The file is found from the folder that the process runs in, since a bundle of this one lies elsewhere. The thread is
  // constructed so that the bundler does not see it, since it would bundle the compiler with it.
  const file = path.join(process.cwd(), "lib/findings/write-up/markdown-thread.mjs");
  const thread = Reflect.construct(Worker, [file, { execArgv: [], resourceLimits }]);
  // The error is heard between two texts too, since one that nobody hears ends the process.
  thread.on("error", () => closeReader(thread));
  await once(thread, "message");
  return thread;
}

async function closeReader(thread: Worker): Promise<void> {
  reader = null;
  await thread.terminate();
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
