import { Changes } from "@/lib/db/changes";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { subscribeToJob } from "@/lib/jobs/job-bus";
import { findLiveWorkers } from "@/lib/workers/find-live-workers";
import { computationOf } from "./computation";
import type { ComputationDefinition } from "./define-computation";

const maxWaitMillis = 60_000;
/** How long to wait before looking again unasked, and whether a worker is there at all. */
const lookAgainMillis = 2_000;

/**
 * Waits until what a question asks for is ready, at most a minute: for answers that take a moment and that the caller
 * wants in the same breath. Throws "unprocessable" with the reason when it fails, "unavailable" when it takes too
 * long or no worker is there.
 */
export async function settled<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  question: Question,
  signal: AbortSignal,
): Promise<void> {
  const read = async () => {
    const row = definition.same && (await definition.find(db(), definition.same(question)));
    if (!row) throw notFound(definition.what);
    return row;
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(maxWaitMillis)]);
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
