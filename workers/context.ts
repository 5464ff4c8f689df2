import type { Transaction } from "@/lib/db/client";
import type { Logger } from "@/lib/log";
import type { ModelShelf } from "./model-shelf";

export interface JobContext {
  jobId: string;
  models: ModelShelf;
  log: Logger;
  /** Aborts when the job is cancelled or another attempt has taken it over. */
  signal: AbortSignal;
  /** Tells the reader how far it is: `progress` from 0 to 1, `stage` in words. Throws when the job should stop. */
  report(progress: number, stage: string): Promise<void>;
  /** The same from where nothing can be waited for or thrown; `signal` aborts when the job should stop. */
  progressed(progress: number, stage: string): void;
}

/**
 * Computes, and returns how to store what it computed. The store runs in the transaction that marks the job
 * done, so a job stopped at any moment has stored either everything or nothing.
 */
export type JobHandler<Payload> = (
  payload: Payload,
  context: JobContext,
) => Promise<(tx: Transaction) => Promise<void>>;
