import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { verificationFields, verificationFor } from "./verification-view";
import type { OwnVerificationView } from "./view";

/** A verification of a circuit. Throws "not-found". */
export async function getVerification(request: {
  circuitId: string;
  verificationId: string;
  viewer: Viewer;
}): Promise<OwnVerificationView> {
  const { circuitId, verificationId, viewer } = request;
  const found = await db().verification.findFirst({
    where: { id: verificationId, circuitId },
    select: verificationFields,
  });
  if (!found) throw notFound("verification");
  return verificationFor(viewer, found);
}
