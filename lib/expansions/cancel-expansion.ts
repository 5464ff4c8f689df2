import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { cancelComputation, cancelFields } from "@/lib/jobs/cancel-computation";
import type { ExpansionAddress } from "./watch-expansion";

/** Stops an expansion that is under way. Throws "not-found" where it is not the viewer's to stop. */
export async function cancelExpansion({ circuitId, nodeId }: ExpansionAddress, viewer: Viewer) {
  const where = { circuitId_nodeId: { circuitId, nodeId } };
  const found = await db().expansion.findUnique({ where, select: cancelFields });
  return cancelComputation({ what: "expansion", job: found?.job, viewer });
}
