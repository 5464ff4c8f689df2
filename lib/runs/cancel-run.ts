import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { cancelComputation, cancelFields } from "@/lib/jobs/cancel-computation";

/** Stops a run that is being computed. Throws "not-found" where it is not the viewer's to stop. */
export async function cancelRun({ runId, viewer }: { runId: string; viewer: Viewer }) {
  const found = await db().run.findUnique({ where: { id: runId }, select: cancelFields });
  return cancelComputation({ what: "run", job: found?.job, viewer });
}
