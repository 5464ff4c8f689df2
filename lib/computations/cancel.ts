import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelJob } from "@/lib/jobs/cancel-job";
import { mayCancel } from "./computation";
import type { ComputationDefinition } from "./define-computation";

/**
 * Stops what a worker computes for somebody. To whom it is neither theirs nor to moderate it does not exist to
 * cancel. `cancelled` is false where there was nothing to stop any more. Throws "not-found".
 */
export async function cancel<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  address: Address,
  viewer: Viewer,
): Promise<{ cancelled: boolean }> {
  const row = await definition.find(db(), definition.at(address, viewer));
  if (!row?.job || !mayCancel(viewer, row.job.requesterId))
    throw new AppError("not-found", `There is no such ${definition.what} of yours.`);
  return { cancelled: await cancelJob(row.job.id) };
}
