import type { Viewer } from "@/lib/auth/viewer-type";
import { Changes } from "@/lib/db/changes";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { subscribeToJob } from "@/lib/jobs/job-bus";
import { type Computed, progressOf } from "./computation";
import type { ComputationProgress } from "./computation-view";
import type { ComputationDefinition } from "./define-computation";

/** How long to wait before looking again unasked: queue places and dead workers send no notification. */
const lookAgainMillis = 2_000;

/** How far something is now, for a viewer. Throws "not-found". */
export async function getProgress<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  address: Address,
  viewer: Viewer,
): Promise<ComputationProgress> {
  return progressFor(definition, await read(definition, address, viewer), viewer);
}

/**
 * The same now and whenever it changes, until it is ready or failed or `signal` aborts. Every value is the whole state, so
 * a reader who comes back after a lost connection has missed nothing. Throws "not-found" at once.
 */
export async function watch<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  address: Address,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  const look = () => read(definition, address, viewer);
  const { job } = await look();
  return follow(async () => progressFor(definition, await look(), viewer), job?.id, signal);
}

async function read<Address, Question, Where>(
  { find, at, what }: ComputationDefinition<Address, Question, Where>,
  address: Address,
  viewer: Viewer,
): Promise<Computed> {
  const row = await find(db(), at(address, viewer));
  if (!row) throw notFound(what);
  return row;
}

function progressFor(
  { cancellable }: Pick<ComputationDefinition<unknown, unknown, unknown>, "cancellable">,
  row: Computed,
  viewer: Viewer,
): Promise<ComputationProgress> {
  return progressOf(row, cancellable === false ? null : viewer);
}

async function* follow(
  look: () => Promise<ComputationProgress>,
  jobId: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<ComputationProgress> {
  const changes = new Changes();
  const unsubscribe = jobId ? subscribeToJob(jobId, changes.tell) : () => {};
  signal.addEventListener("abort", changes.tell);
  let sent = "";
  try {
    while (!signal.aborted) {
      const progress = await look();
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
