import { db, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { enqueueJob } from "@/lib/jobs/enqueue-job";
import { hastenJob } from "@/lib/jobs/hasten-job";
import type { Asker } from "./asker";
import { computationOf } from "./computation";
import type { ComputationDefinition } from "./define-computation";
import { beginAgain } from "./retry";

export interface Asked {
  id: string;
  /** False when the same question was asked before and what stands is given. */
  isNew: boolean;
}

/** Another row of the same question was first: what was begun for this one is rolled back. */
class Standing extends Error {}

/**
 * Asks for something to be computed: what stands if the same question was asked before (by anybody, also if it is still
 * being computed), else a new row with its job, both or neither. A new one costs the asker, and is given back where
 * somebody else was first. Throws "too-many-requests" and what the definition's `hold` throws.
 */
export async function ask<Address, Question, Where>(
  definition: ComputationDefinition<Address, Question, Where>,
  question: Question,
  asker: Asker,
): Promise<Asked> {
  const where = definition.same?.(question);
  const standing = where && (await definition.find(db(), where));
  if (standing) {
    const again = definition.askedAgain === "begins-again" || standing.job?.status === "expired";
    if (again && computationOf(standing).status === "failed")
      await beginAgain(definition, standing, asker, { asked: true });
    // What the site has begun where nobody waits, somebody now waits for.
    const { job } = standing;
    if (job?.status === "queued" && job.lane === "background" && definition.lane === "interactive")
      await hastenJob(job.id, asker.key);
    return { id: standing.id, isNew: false };
  }
  const payBack = await asker.pay(definition.allowance());
  try {
    return await db().$transaction((tx) => create(tx, definition, question, asker), storeLimits);
  } catch (error) {
    await payBack();
    const first = error instanceof Standing && where ? await definition.find(db(), where) : null;
    if (!first) throw error;
    return { id: first.id, isNew: false };
  }
}

/**
 * The same in the transaction of something else, such as the result that this follows: both or neither. What has failed
 * is given as it stands. Where it throws, the rest of the transaction is as it was.
 */
export async function askWithin<Address, Question, Where>(
  tx: Transaction,
  definition: ComputationDefinition<Address, Question, Where>,
  question: Question,
  asker: Asker,
): Promise<Asked> {
  const where = definition.same?.(question);
  const standing = where && (await definition.find(tx, where));
  if (standing) return { id: standing.id, isNew: false };
  const payBack = await asker.pay(definition.allowance());
  await tx.$executeRaw`savepoint asked`;
  try {
    return await create(tx, definition, question, asker);
  } catch (error) {
    await tx.$executeRaw`rollback to savepoint asked`;
    await payBack();
    const first = error instanceof Standing && where ? await definition.find(tx, where) : null;
    if (!first) throw error;
    return { id: first.id, isNew: false };
  }
}

async function create<Address, Question, Where>(
  tx: Transaction,
  { kind, lane, hold, same, find, insert }: ComputationDefinition<Address, Question, Where>,
  question: Question,
  asker: Asker,
): Promise<Asked> {
  const { requesterId, key, maxWaiting, first, browser } = asker;
  await hold?.(tx, question, asker);
  if (hold && same && (await find(tx, same(question)))) throw new Standing();
  const guest = browser && { secretHash: browser.secretHash(), asked: true };
  const jobId = await enqueueJob(tx, { kind, lane, asker: key, requesterId, maxWaiting, first, guest });
  const [row] = await insert(tx, question, { jobId, requesterId });
  if (!row) throw new Standing();
  return { id: row.id, isNew: true };
}
