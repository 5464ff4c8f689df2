import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { isTarget, parseNodeId } from "@/lib/circuit-format/node-id";
import { unpackDocument } from "@/lib/circuits/read-circuit-graph";
import { checkTarget } from "@/lib/circuits/target";
import { db } from "@/lib/db/client";
import { isUniqueViolation } from "@/lib/db/unique-violation";
import { AppError, notFound } from "@/lib/errors";
import { retryPaid, takeCircuitAllowance } from "@/lib/jobs/circuit-allowance";
import { type Computed, computationOf, jobStateFields } from "@/lib/jobs/computation";
import { expandJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { settled } from "@/lib/jobs/settled";
import { decodeFeatures } from "@/lib/runs/feature-codec";

export const nodeIdSchema = z
  .string()
  .max(80)
  .refine((text) => {
    const id = parseNodeId(text);
    return id !== undefined && isTarget(id);
  }, "Only features and logits can be expanded: attn.L.I@P, resid.L.I@P, mlp.L.I@P or logit.TOKEN@P.");

/**
 * One node of a circuit expanded by hand: what it gets and from whom. Computed once for everyone; answers when it
 * is there. Throws "not-found", "unprocessable" (not active there) and "too-many-requests".
 */
export async function expandNode(input: {
  circuitId: string;
  nodeId: string;
  viewer: Viewer;
  signal: AbortSignal;
}): Promise<unknown> {
  const { circuitId, nodeId, signal } = input;
  const where = { circuitId_nodeId: { circuitId, nodeId } };
  const stored = await db().expansion.findUnique({
    where,
    select: { result: true, computedAt: true, job: { select: jobStateFields } },
  });
  if (stored?.result) return unpackDocument(stored.result);
  if (!stored) await createExpansion(input);
  else if (stored.job && computationOf(stored).status === "failed")
    await retryPaid(stored.job.id, input.viewer);
  const read = async (): Promise<Computed> => {
    const select = { computedAt: true, job: { select: jobStateFields } };
    return db().expansion.findUniqueOrThrow({ where, select });
  };
  await settled(read, signal);
  const { result } = await db().expansion.findUniqueOrThrow({ where, select: { result: true } });
  if (!result) throw new AppError("internal", "The expansion was computed but is not there.");
  return unpackDocument(result);
}

async function createExpansion({
  circuitId,
  nodeId,
  viewer,
}: {
  circuitId: string;
  nodeId: string;
  viewer: Viewer;
}) {
  const circuit = await db().circuit.findUnique({
    where: { id: circuitId },
    select: {
      run: {
        select: { features: true, model: { select: { vocabularySize: true } } },
      },
    },
  });
  if (!circuit) throw notFound("circuit");
  const { features, model } = circuit.run;
  const target = parseNodeId(nodeId);
  if (!features || !target || !isTarget(target)) throw notFound("node");
  checkTarget(target, { ...decodeFeatures(features), vocabularySize: model.vocabularySize });
  const payBack = await takeCircuitAllowance(viewer);
  try {
    await db().$transaction(async (tx) => {
      const { id } = await tx.expansion.create({ data: { circuitId, nodeId }, select: { id: true } });
      const requesterId = viewer.kind === "member" ? viewer.id : null;
      const jobId = await enqueueJob(tx, expandJob, { expansionId: id }, { requesterId });
      await tx.expansion.update({ where: { id }, data: { jobId } });
    });
  } catch (error) {
    await payBack();
    if (!isUniqueViolation(error)) throw error;
  }
}
