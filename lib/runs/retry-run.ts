import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { computationOf, jobStateFields } from "@/lib/jobs/computation";
import { retryJob } from "@/lib/jobs/retry-job";
import { takeRunAllowance } from "./run-allowance";

/** Computes a failed run again. Of several who ask at once, one starts it; the others get the same run. */
export async function retryRun({
  runId,
  viewer,
}: {
  runId: string;
  viewer: Viewer;
}): Promise<{ id: string }> {
  const select = { id: true, computedAt: true, job: { select: jobStateFields } };
  const run = await db().run.findUnique({ where: { id: runId }, select });
  if (!run) throw notFound("run");
  if (!run.job || computationOf(run).status !== "failed") return { id: runId };
  const payBack = await takeRunAllowance(viewer);
  if (!(await retryJob(run.job.id, viewer))) await payBack();
  return { id: runId };
}
