import { AppError } from "@/lib/errors";
import type { Computed } from "./computation";
import { watchComputation } from "./watch-computation";

const longestWaitMillis = 60_000;

/**
 * Waits until what `read` reads is ready, at most a minute: for answers that take a moment and that the caller
 * wants in the same breath. Throws "unprocessable" with the reason when it fails, "unavailable" when it takes too
 * long or no worker is there.
 */
export async function settled(read: () => Promise<Computed>, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMillis)]);
  let workers = 1;
  for await (const progress of await watchComputation(read, limit)) {
    if (progress.status === "ready") return;
    if (progress.status === "failed")
      throw new AppError("unprocessable", progress.failure ?? "This could not be computed.");
    workers = progress.queue.workers;
    if (workers === 0) break;
  }
  throw new AppError(
    "unavailable",
    workers === 0
      ? "No worker is running now. What you asked for waits in the queue; try again when one is back."
      : "This takes longer than a minute. It goes on; ask again in a moment.",
    { retryAfterSeconds: 5 },
  );
}
