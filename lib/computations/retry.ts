import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { retryJob } from "@/lib/jobs/retry-job";
import { type Asker, askerOf } from "./asker";
import { type Computed, computationOf } from "./computation";
import type { ComputationDefinition } from "./define-computation";

/**
 * Computes again what failed or was cancelled, for what a new one costs. Of several who ask at once one starts it, and it
 * is computed for them: they may cancel it. Throws "not-found", "too-many-requests" and what `mayBeginAgain` throws.
 */
export async function retry<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  address: Address,
  viewer: Viewer,
): Promise<{ id: string }> {
  const row = await definition.find(db(), definition.at(address, viewer));
  if (!row) throw notFound(definition.what);
  if (computationOf(row).status !== "failed") return { id: row.id };
  await definition.mayBeginAgain?.(row.id);
  await beginAgain(definition, row, askerOf(viewer), { asked: false });
  return { id: row.id };
}

/** The same for a row that is at hand; `asked` where its very question was. What it costs is given back when somebody else was first. */
export async function beginAgain(
  { allowance }: Pick<ComputationDefinition<unknown, unknown, unknown>, "allowance">,
  { job }: Computed,
  asker: Asker,
  { asked }: { asked: boolean },
): Promise<void> {
  if (!job) return;
  const payBack = await asker.pay(allowance());
  let begun = false;
  try {
    const { requesterId, key, maxWaiting, browser } = asker;
    const guest = browser && { secretHash: browser.secretHash(), asked };
    begun = await retryJob(job.id, { requesterId, asker: key, maxWaiting, guest });
  } finally {
    if (!begun) await payBack();
  }
}
