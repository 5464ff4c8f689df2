import type { Viewer } from "@/lib/auth/viewer-type";
import { AppError } from "@/lib/errors";
import { cancelJob } from "./cancel-job";
import { mayCancel } from "./may-cancel";

interface CancelComputation {
  /** What it is, for the reader: "circuit". */
  what: string;
  job: { id: string; requesterId: string | null } | null | undefined;
  viewer: Viewer;
}

/** The columns of a job that `cancelComputation` reads. */
export const cancelFields = { job: { select: { id: true, requesterId: true } } } as const;

/**
 * Stops what a worker computes for somebody. To whom it is neither theirs nor to moderate it does not exist to
 * cancel. `cancelled` is false where there was nothing to stop any more. Throws "not-found".
 */
export async function cancelComputation({
  what,
  job,
  viewer,
}: CancelComputation): Promise<{ cancelled: boolean }> {
  if (!job || !mayCancel(viewer, job.requesterId))
    throw new AppError("not-found", `There is no such ${what} of yours.`);
  return { cancelled: await cancelJob(job.id) };
}
