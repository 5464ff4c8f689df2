import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { cancelComputation, cancelFields } from "@/lib/jobs/cancel-computation";
import type { CausalCheckAddress } from "./get-causal-check";

/** Stops a causal check that is under way. Throws "not-found" where it is not the viewer's to stop. */
export async function cancelCausalCheck({ circuitId, checkId }: CausalCheckAddress, viewer: Viewer) {
  const where = { id: checkId, circuitId };
  const found = await db().causalCheck.findFirst({ where, select: cancelFields });
  return cancelComputation({ what: "causal check", job: found?.job, viewer });
}
