import type { Viewer } from "@/lib/auth/viewer-type";
import { Changes } from "./changes";
import { type Computed, progressOf } from "./computation";
import type { ComputationProgress } from "./computation-view";
import { subscribeToJob } from "./job-bus";

/** How long to wait before looking again unasked: queue places and dead workers send no notification. */
const lookAgainMillis = 2_000;

/**
 * The progress of what `read` reads, for a viewer, now and whenever it changes, until it is ready or failed or `signal` aborts.
 * Every value is the whole state, so a reader who comes back after a lost connection has missed nothing. What
 * `read` throws at first (a thing that does not exist) is thrown at once.
 */
export async function watchComputation(
  read: () => Promise<Computed>,
  viewer: Viewer | null,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  return follow(read, await read(), viewer, signal);
}

async function* follow(
  read: () => Promise<Computed>,
  first: Computed,
  viewer: Viewer | null,
  signal: AbortSignal,
): AsyncGenerator<ComputationProgress> {
  const changes = new Changes();
  const unsubscribe = first.job ? subscribeToJob(first.job.id, changes.tell) : () => {};
  signal.addEventListener("abort", changes.tell);
  let sent = "";
  try {
    while (!signal.aborted) {
      const progress = await progressOf(await read(), viewer);
      const state = JSON.stringify(progress);
      if (state !== sent) yield progress;
      sent = state;
      if (progress.status !== "computing") return;
      await changes.next(lookAgainMillis);
    }
  } finally {
    signal.removeEventListener("abort", changes.tell);
    unsubscribe();
  }
}
