import type { Viewer } from "@/lib/auth/viewer-type";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { watchComputation } from "@/lib/jobs/watch-computation";
import { readRunState } from "./get-run-progress";

/** A run's progress until it is ready or failed. Throws "not-found" at once for a run that does not exist. */
export async function watchRun(
  runId: string,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  return watchComputation(() => readRunState(runId), viewer, signal);
}
