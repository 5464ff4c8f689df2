import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { jobStateFields } from "@/lib/jobs/computation";
import type { ComputationProgress } from "@/lib/jobs/computation-view";
import { watchComputation } from "@/lib/jobs/watch-computation";

/** A node is expanded once in a circuit, so its id names the expansion there. */
export interface ExpansionAddress {
  circuitId: string;
  nodeId: string;
}

/** How far an expansion is, until it is ready or failed. Throws "not-found" at once. */
export async function watchExpansion(
  { circuitId, nodeId }: ExpansionAddress,
  viewer: Viewer,
  signal: AbortSignal,
): Promise<AsyncIterable<ComputationProgress>> {
  const where = { circuitId_nodeId: { circuitId, nodeId } };
  const select = { computedAt: true, job: { select: jobStateFields } };
  const read = async () => {
    const expansion = await db().expansion.findUnique({ where, select });
    if (!expansion) throw notFound("expansion");
    return expansion;
  };
  return watchComputation(read, viewer, signal);
}
