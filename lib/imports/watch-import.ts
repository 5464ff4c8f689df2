import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type Computed, jobStateFields, progressOf } from "@/lib/jobs/computation";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { watchComputation } from "@/lib/jobs/watch-computation";
import type { OwnImport } from "./get-import";

async function readState({ importId, ownerId }: OwnImport): Promise<Computed> {
  const row = await db().importedCircuit.findFirst({
    where: { id: importId, ownerId },
    select: { computedAt: true, job: { select: jobStateFields } },
  });
  if (!row) throw notFound("imported circuit of yours");
  return row;
}

/** How far the reading of a file is now; one stops it by deleting it. Throws "not-found". */
export async function getImportProgress(own: OwnImport): Promise<ComputationProgress> {
  return progressOf(await readState(own), null);
}

/** The same until it is read or refused. Throws "not-found" at once. */
export async function watchImport(
  own: OwnImport,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  return watchComputation(() => readState(own), null, signal);
}
