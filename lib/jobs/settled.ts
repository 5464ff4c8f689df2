import { AppError } from "@/lib/errors";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { Changes } from "./changes";
import { type Computed, computationOf } from "./computation";
import { subscribeToJob } from "./job-bus";

const longestWaitMillis = 60_000;
/** How long to wait before looking again unasked, and whether a worker is there at all. */
const lookAgainMillis = 2_000;

/**
 * Waits until what `read` reads is ready, at most a minute: for answers that take a moment and that the caller
 * wants in the same breath. Throws "unprocessable" with the reason when it fails, "unavailable" when it takes too
 * long or no worker is there.
 */
export async function settled(read: () => Promise<Computed>, signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMillis)]);
  const first = await read();
  const changes = new Changes();
  const unsubscribe = first.job ? subscribeToJob(first.job.id, changes.tell) : () => {};
  limit.addEventListener("abort", changes.tell);
  try {
    // Read again once it is listened to: what happened in between was not heard.
    while (!limit.aborted) {
      const { status, failure } = computationOf(await read());
      if (status === "ready") return;
      if (status === "failed") throw new AppError("unprocessable", failure ?? "This could not be computed.");
      const heard = await changes.next(lookAgainMillis);
      if (!heard && (await findLiveWorkers()).length === 0)
        throw unavailable(
          "No worker is running now. What you asked for waits in the queue; try again when one is back.",
        );
    }
  } finally {
    limit.removeEventListener("abort", changes.tell);
    unsubscribe();
  }
  throw unavailable("This takes longer than a minute. It goes on; ask again in a moment.");
}

function unavailable(message: string): AppError {
  return new AppError("unavailable", message, { retryAfterSeconds: 5 });
}
