import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/unique-violation";
import { AppError, notFound } from "@/lib/errors";
import { retryPaid, takeCircuitAllowance } from "@/lib/jobs/circuit-allowance";
import { computationOf, jobStateFields } from "@/lib/jobs/computation";
import { causalCheckJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { getCausalCheck } from "./get-causal-check";
import type { CausalCheckView } from "./view";

interface CheckRequest {
  circuitId: string;
  /** Attention patterns and LayerNorms held as they were; what then differs is what MLPs and errors do. */
  frozen: boolean;
  viewer: Viewer;
}

/**
 * Asks for the causal check of a circuit, computed once for everyone: the stored one, the one under way, or a new
 * one; one that failed or was cancelled is begun again. Throws "not-found", "conflict" (the circuit is not ready)
 * and "too-many-requests".
 */
export async function requestCausalCheck(request: CheckRequest): Promise<CausalCheckView> {
  const { circuitId, frozen, viewer } = request;
  const where = { circuitId_frozen: { circuitId, frozen } };
  const select = { computedAt: true, job: { select: jobStateFields } };
  const stored = await db().causalCheck.findUnique({ where, select });
  if (!stored) await createCheck(request);
  else if (stored.job && computationOf(stored).status === "failed") await retryPaid(stored.job.id, viewer);
  const { id: checkId } = await db().causalCheck.findUniqueOrThrow({ where, select: { id: true } });
  return getCausalCheck({ circuitId, checkId }, viewer);
}

async function createCheck({ circuitId, frozen, viewer }: CheckRequest): Promise<void> {
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so there is nothing to check.");
  const payBack = await takeCircuitAllowance(viewer);
  try {
    await db().$transaction(async (tx) => {
      const { id } = await tx.causalCheck.create({ data: { circuitId, frozen }, select: { id: true } });
      const requesterId = viewer.kind === "member" ? viewer.id : null;
      const jobId = await enqueueJob(tx, causalCheckJob, { causalCheckId: id }, { requesterId });
      await tx.causalCheck.update({ where: { id }, data: { jobId } });
    });
  } catch (error) {
    await payBack();
    if (!isUniqueViolation(error)) throw error;
  }
}
