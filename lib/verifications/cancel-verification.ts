import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { cancelComputation, cancelFields } from "@/lib/jobs/cancel-computation";

/** Stops a verification that is under way. Throws "not-found" where it is not the viewer's to stop. */
export async function cancelVerification(request: {
  circuitId: string;
  verificationId: string;
  viewer: Viewer;
}) {
  const { circuitId, verificationId, viewer } = request;
  const where = { id: verificationId, circuitId };
  const found = await db().verification.findFirst({ where, select: cancelFields });
  return cancelComputation({ what: "verification", job: found?.job, viewer });
}
