import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type Computed, jobStateFields, progressOf } from "@/lib/jobs/computation";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { watchComputation } from "@/lib/jobs/watch-computation";

const select = { computedAt: true, job: { select: jobStateFields } } as const;

async function readCircuitState(id: string): Promise<Computed> {
  const circuit = await db().circuit.findUnique({ where: { id }, select });
  if (!circuit) throw notFound("circuit");
  return circuit;
}

/** How far a circuit is now. Throws "not-found". */
export async function getCircuitProgress(id: string, viewer: Viewer): Promise<ComputationProgress> {
  return progressOf(await readCircuitState(id), viewer);
}

/** A circuit's progress until it is ready or failed. Throws "not-found" at once. */
export async function watchCircuit(
  id: string,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  return watchComputation(() => readCircuitState(id), viewer, signal);
}
