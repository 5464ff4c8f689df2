import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { retryPaid } from "@/lib/jobs/circuit-allowance";
import { computationOf, jobStateFields } from "@/lib/jobs/computation";

/** Computes a failed circuit again. Of several who ask at once, one starts it; the others get the same circuit. */
export async function retryCircuit({ circuitId, viewer }: { circuitId: string; viewer: Viewer }) {
  const select = { computedAt: true, job: { select: jobStateFields } };
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select });
  if (!circuit) throw notFound("circuit");
  if (!circuit.job || computationOf(circuit).status !== "failed") return { id: circuitId };
  await retryPaid(circuit.job.id, viewer);
  return { id: circuitId };
}
