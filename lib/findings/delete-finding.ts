import { db, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";

interface Own {
  findingId: string;
  authorId: string;
}

/**
 * Deletes one's own finding with all its versions. Of one that was public once a tombstone stays, so that its address and
 * its forks can tell what became of it. Throws "not-found", and "forbidden" of one that is locked.
 */
export async function deleteFinding(own: Own): Promise<void> {
  await db().$transaction(async (tx) => {
    await holdFinding(tx, own.findingId);
    await refuseLocked(tx, own.findingId, "even hidden");
    await deleteWithin(tx, own);
  });
}

/** The same in the transaction of something else, which may delete it though it is locked. */
export async function deleteWithin(tx: Transaction, { findingId, authorId }: Own): Promise<void> {
  const mine = { id: findingId, authorId, deletedAt: null };
  const never = await tx.finding.deleteMany({
    where: { ...mine, publishedAt: null, keptPublishedAt: null, withdrawnAt: null },
  });
  if (never.count > 0) return;
  const now = new Date();
  const emptied = await tx.finding.updateMany({
    where: mine,
    data: {
      ...{ title: "", body: "", tags: [], state: "", publishedAt: null, publishedRevision: null },
      keptPublishedAt: null,
      ...{ withdrawnAt: now, deletedAt: now },
    },
  });
  if (emptied.count === 0) throw notFound("finding of yours");
  await tx.findingVersion.updateMany({
    where: { findingId, withdrawnAt: null },
    data: { withdrawnAt: now },
  });
  await tx.findingRevision.deleteMany({ where: { findingId } });
}
