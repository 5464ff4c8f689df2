import type { AnyComputation } from "@/lib/computations/define-computation";
import type { Transaction } from "@/lib/db/client";
import type { StopSignal } from "@/lib/engine/stop-signal";
import type { Logger } from "@/lib/log";
import type { BorrowedModels } from "./model-shelf";

export interface JobContext {
  jobId: string;
  models: Pick<BorrowedModels, "provider" | "runtime" | "look" | "find" | "open">;
  log: Logger;
  /** Throws when the job is cancelled, when another attempt has taken it over, or when it has computed for as long as it may. */
  signal: StopSignal;
  /** Tells the reader how far it is: `progress` from 0 to 1, `stage` in words. Throws when the job should stop. */
  report(progress: number, stage: string): Promise<void>;
  /** The same from where nothing can be waited for or thrown; `signal` throws when the job should stop. */
  progressed(progress: number, stage: string): void;
}

/** How to store what was computed. */
export interface Store {
  /** What the database will keep of it (lib/limits/storage.ts): taken off the asker's day first, and refused where that has less left. */
  bytes: number;
  /** Writes it, in the transaction that marks the job done. */
  write(tx: Transaction): Promise<void>;
  /** Gives back what it holds open, however the attempt ends, if there is anything. */
  close?(): void;
}

/**
 * Computes the row of that id, and returns how to store what it computed. The store runs in the transaction that marks
 * the job done, so a job stopped at any moment has stored either everything or nothing.
 */
export type JobHandler = (id: string, context: JobContext) => Promise<Store>;

/** The same for what is too much for one job. Each part is stored once, whichever worker computes it. */
export interface PartsHandler {
  /** How many parts there are, counted from 0. */
  divide(id: string, context: JobContext): Promise<number>;
  part(id: string, part: number, context: JobContext): Promise<Store>;
  /** What is left to do, and to store, when the last part is stored. Runs once. */
  finish: JobHandler;
}

/** A kind of computation and who does it. */
export interface Bench {
  computation: AnyComputation;
  handler: JobHandler | PartsHandler;
}
