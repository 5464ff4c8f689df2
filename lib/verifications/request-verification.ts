import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { takeCircuitAllowance } from "@/lib/jobs/circuit-allowance";
import { verifyJob } from "@/lib/jobs/definitions";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { verificationFields, verificationFor } from "./verification-view";
import type { OwnVerificationView } from "./view";

/**
 * Asks for a circuit to be recomputed and compared with what is stored. While one is under way, everybody who asks
 * gets that one, unless it is about to stop. Throws "not-found", "conflict" (not ready yet) and "too-many-requests".
 */
export async function requestVerification(input: {
  circuitId: string;
  viewer: Viewer;
}): Promise<OwnVerificationView> {
  const { circuitId, viewer } = input;
  const circuit = await db().circuit.findUnique({ where: { id: circuitId }, select: { computedAt: true } });
  if (!circuit) throw notFound("circuit");
  if (!circuit.computedAt)
    throw new AppError("conflict", "This circuit is not ready yet, so there is nothing to verify.");
  const payBack = await takeCircuitAllowance(viewer);
  const { verification, isNew } = await db().$transaction(async (tx) => {
    // One at a time for a circuit: the row is locked while we look whether one is under way.
    await tx.$queryRaw`select 1 from "Circuit" where id = ${circuitId}::uuid for update`;
    const underWay = await tx.verification.findFirst({
      where: {
        ...{ circuitId, computedAt: null },
        job: { status: { in: ["queued", "running"] }, cancelRequestedAt: null },
      },
      select: verificationFields,
    });
    if (underWay) return { verification: underWay, isNew: false };
    const { id } = await tx.verification.create({ data: { circuitId }, select: { id: true } });
    const requesterId = viewer.kind === "member" ? viewer.id : null;
    const jobId = await enqueueJob(tx, verifyJob, { verificationId: id }, { requesterId });
    const created = await tx.verification.update({
      where: { id },
      data: { jobId },
      select: verificationFields,
    });
    return { verification: created, isNew: true };
  });
  if (!isNew) await payBack();
  return verificationFor(viewer, verification);
}

/** A verification of a circuit. Throws "not-found". */
export async function getVerification(input: {
  circuitId: string;
  verificationId: string;
  viewer: Viewer;
}): Promise<OwnVerificationView> {
  const { circuitId, verificationId, viewer } = input;
  const found = await db().verification.findFirst({
    where: { id: verificationId, circuitId },
    select: verificationFields,
  });
  if (!found) throw notFound("verification");
  return verificationFor(viewer, found);
}
