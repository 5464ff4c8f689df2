import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type Computed, jobStateFields, progressOf } from "@/lib/jobs/computation";
import type { ComputationProgress } from "@/lib/jobs/computation-view";

/** What of a run its progress is read from. Throws "not-found". */
export async function readRunState(runId: string): Promise<Computed> {
  const select = { computedAt: true, job: { select: jobStateFields } };
  const run = await db().run.findUnique({ where: { id: runId }, select });
  if (!run) throw notFound("run");
  return run;
}

/** How far a run is now. Throws "not-found". */
export async function getRunProgress(runId: string, viewer: Viewer): Promise<ComputationProgress> {
  return progressOf(await readRunState(runId), viewer);
}
