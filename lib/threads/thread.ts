import { once } from "node:events";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { z } from "zod";
import { AppError, errorStatus } from "@/lib/errors";

const idleMillis = 60_000;
/** What the file of a work takes to be read, before its own time begins. */
const maxBeginMillis = 30_000;
const resourceLimits = { maxOldGenerationSizeMb: 512, stackSizeMb: 4 };

const codes = z.custom<AppError["code"]>((code) => typeof code === "string" && code in errorStatus);
const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("begun") }),
  z.object({ kind: z.literal("done"), answer: z.unknown() }),
  z.object({
    kind: z.literal("refused"),
    ...{ code: codes, message: z.string(), details: z.custom<AppError["details"]>() },
  }),
  z.object({ kind: z.literal("failed"), reason: z.string().optional() }),
]);

/** A work took longer than it may, or more memory than a thread has. */
export class TooMuch extends Error {}

export interface Call {
  file: string;
  name: string;
  input: unknown;
}

/**
 * One thread, opened when it is first needed. It stays for a minute after its last work, and keeps no process alive.
 * What it was stopped in the middle of is done by a new one.
 */
export class Thread {
  private worker: Promise<Worker> | null = null;
  private idle: NodeJS.Timeout | undefined;

  /** Does one thing at a time. Throws `TooMuch`, and the `AppError` that the work throws. */
  async do(call: Call, maxMillis: number): Promise<unknown> {
    clearTimeout(this.idle);
    this.worker ??= this.open();
    const worker = await this.worker;
    worker.ref();
    try {
      worker.postMessage(call);
      const message = await answerOf(worker, maxMillis);
      this.idle = setTimeout(() => void this.close(worker), idleMillis).unref();
      if (message.kind === "done") return message.answer;
      if (message.kind === "refused") throw new AppError(message.code, message.message, message.details);
      throw new Error(`A thread could not do ${call.name}: ${JSON.stringify(message)}`);
    } catch (error) {
      if (error instanceof AppError) throw error;
      await this.close(worker);
      throw isOutOfMemory(error) ? new TooMuch() : error;
    } finally {
      worker.unref();
    }
  }

  private async open(): Promise<Worker> {
    // The file is found from the folder that the process runs in, since a bundle of this one lies elsewhere. The thread is
    // constructed so that the bundler does not see it, since it would bundle the compiler with it.
    const file = path.join(process.cwd(), "lib/threads/thread-entry.mjs");
    const worker = Reflect.construct(Worker, [file, { execArgv: [], resourceLimits }]);
    // The error is heard between two works too, since one that nobody hears ends the process.
    worker.on("error", () => void this.close(worker));
    await once(worker, "message", { signal: AbortSignal.timeout(maxBeginMillis) });
    return worker;
  }

  private async close(worker: Worker): Promise<void> {
    this.worker = null;
    await worker.terminate();
  }
}

/** What a thread says at the end of a work, whose time begins when its file has been read. Throws `TooMuch`. */
function answerOf(worker: Worker, maxMillis: number): Promise<z.infer<typeof messageSchema>> {
  return new Promise((resolve, reject) => {
    const late = () => settle(() => reject(new TooMuch()));
    let limit = setTimeout(late, maxBeginMillis);
    const hear = (value: unknown) => {
      const message = messageSchema.parse(value);
      if (message.kind !== "begun") return settle(() => resolve(message));
      clearTimeout(limit);
      limit = setTimeout(late, maxMillis);
    };
    const fail = (error: unknown) => settle(() => reject(error));
    const leave = () => fail(new Error("The thread ended by itself."));
    const settle = (end: () => void) => {
      clearTimeout(limit);
      worker.off("message", hear).off("error", fail).off("exit", leave);
      end();
    };
    worker.on("message", hear).on("error", fail).on("exit", leave);
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}
