import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { cancelComputation, cancelFields } from "@/lib/jobs/cancel-computation";

/** Stops a circuit that is being computed. Throws "not-found" where it is not the viewer's to stop. */
export async function cancelCircuit({ circuitId, viewer }: { circuitId: string; viewer: Viewer }) {
  const found = await db().circuit.findUnique({ where: { id: circuitId }, select: cancelFields });
  return cancelComputation({ what: "circuit", job: found?.job, viewer });
}
