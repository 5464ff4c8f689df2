import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/unique-violation";
import { AppError } from "@/lib/errors";
import { type Computed, computationOf, jobStateFields, notFound } from "@/lib/jobs/computation";
import { causalCheckJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { settled } from "@/lib/jobs/settled";
import { retryPaid, takeCircuitAllowance } from "./circuit-allowance";

/** Most nodes one check ablates, the most influential first. */
export const maxCheckedNodes = 500;

/** `CausalCheck.result`: each feature node's predicted effect beside the measured change of the root's value. */
export const causalCheckSchema = z.object({
  value: z.number(),
  points: z.array(z.object({ id: z.string(), predicted: z.number(), measured: z.number() })),
  /** How many feature nodes the circuit has besides its root. */
  nodeCount: z.number().int(),
  pearson: z.number().nullable(),
  spearman: z.number().nullable(),
});

export type CausalCheckResult = z.infer<typeof causalCheckSchema>;

interface CheckRequest {
  circuitId: string;
  /** Attention patterns and LayerNorms held as they were; what then differs is what MLPs and errors do. */
  frozen: boolean;
  viewer: Viewer;
  signal: AbortSignal;
}

/**
 * The causal check of a circuit, computed once for everyone; answers when it is there. Throws "not-found",
 * "conflict" (the circuit is not ready), "unavailable" and "too-many-requests".
 */
export async function checkCircuit(request: CheckRequest): Promise<CausalCheckResult> {
  const { circuitId, frozen, signal } = request;
  const where = { circuitId_frozen: { circuitId, frozen } };
  const select = { result: true, computedAt: true, job: { select: jobStateFields } } as const;
  const stored = await db().causalCheck.findUnique({ where, select });
  if (!stored) await createCheck(request);
  else if (stored.job && computationOf(stored).status === "failed")
    await retryPaid(stored.job.id, request.viewer);
  const read = async (): Promise<Computed> => db().causalCheck.findUniqueOrThrow({ where, select });
  await settled(read, signal);
  const { result } = await db().causalCheck.findUniqueOrThrow({ where, select });
  return causalCheckSchema.parse(result);
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
