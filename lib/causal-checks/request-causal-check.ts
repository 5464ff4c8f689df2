import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { touchCircuit } from "@/lib/unread/touch";
import { type CausalCheckQuestion, causalCheckComputation } from "./causal-check-computation";
import { getCausalCheck } from "./get-causal-check";

/**
 * Asks for the causal check of a circuit, computed once for everyone: the stored one, the one under way, or a new
 * one; one that failed or was cancelled is begun again. Throws "not-found", "conflict" (the circuit is not ready)
 * and "too-many-requests".
 */
export async function requestCausalCheck({ viewer, ...question }: CausalCheckQuestion & { viewer: Viewer }) {
  const { circuitId: id } = question;
  await touchCircuit(id);
  const circuit = await db().circuit.findUnique({
    where: { id },
    select: { computedAt: true },
  });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so there is nothing to check.");
  const { id: checkId } = await ask(causalCheckComputation, question, askerOf(viewer));
  return getCausalCheck({ id, checkId }, viewer);
}
