import type { Viewer } from "@/lib/auth/viewer-type";
import { ask } from "@/lib/computations/ask";
import { askerOf } from "@/lib/computations/asker";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { touchCircuit } from "@/lib/unread/touch";
import { getVerification } from "./get-verification";
import { verificationComputation } from "./verification-computation";
import type { OwnVerificationView } from "./view";

/**
 * Asks for a circuit to be recomputed and compared with what is stored: the one under way, or a new one. Throws
 * "not-found", "conflict" (not ready yet) and "too-many-requests".
 */
export async function requestVerification(request: {
  circuitId: string;
  viewer: Viewer;
}): Promise<OwnVerificationView> {
  const { circuitId, viewer } = request;
  await touchCircuit(circuitId);
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so there is nothing to verify.");
  const { id: verificationId } = await ask(verificationComputation, { circuitId }, askerOf(viewer));
  return getVerification({ circuitId, verificationId, viewer });
}
