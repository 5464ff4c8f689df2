import { subscribeToJob } from "@/lib/jobs/job-bus";
import { getRunProgress } from "./get-run-progress";
import type { RunProgressView } from "./view";

/** How long to wait before looking again unasked: queue places and dead workers send no notification. */
const lookAgainMillis = 2_000;

/**
 * A run's progress, now and whenever it changes, until it is ready or failed or `signal` aborts. Every value is
 * the whole state, so a reader who comes back after a lost connection has missed nothing. Throws "not-found" at
 * once for a run that does not exist.
 */
export async function watchRun(runId: string, signal: AbortSignal): Promise<AsyncIterable<RunProgressView>> {
  const first = await getRunProgress(runId);
  return follow(runId, first, signal);
}

async function* follow(
  runId: string,
  first: Awaited<ReturnType<typeof getRunProgress>>,
  signal: AbortSignal,
): AsyncGenerator<RunProgressView> {
  let changed = false;
  let wake = () => {};
  const look = () => {
    changed = true;
    wake();
  };
  const unsubscribe = first.jobId ? subscribeToJob(first.jobId, look) : () => {};
  signal.addEventListener("abort", look);
  let sent = "";
  try {
    while (!signal.aborted) {
      changed = false;
      const { jobId: _, ...progress } = await getRunProgress(runId);
      const state = JSON.stringify(progress);
      if (state !== sent) yield progress;
      sent = state;
      if (progress.status !== "computing") return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookAgainMillis);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (changed) wake();
      });
    }
  } finally {
    signal.removeEventListener("abort", look);
    unsubscribe();
  }
}
