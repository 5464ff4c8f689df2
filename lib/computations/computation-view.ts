/** How far something is that a worker computes. Types only, so that the browser's code may import them. */
export interface Computation {
  status: "computing" | "ready" | "failed";
  /** 0 to 1. */
  progress: number;
  /** What the worker is doing, for the reader. */
  stage: string | null;
  /** Why it failed, for the reader. */
  failure: string | null;
}

/** The same for a reader who waits. */
export interface ComputationProgress extends Computation {
  /** `ahead`: jobs begun or waiting before this one; `workers`: how many are alive. */
  queue: { ahead: number; workers: number };
  /** Whether this reader may stop it. */
  canCancel: boolean;
}
