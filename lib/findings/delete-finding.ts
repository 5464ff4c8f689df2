import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";

/**
 * Deletes one's own finding with all its versions. Of one that was public once a tombstone stays, so that its address and
 * its forks can tell what became of it. Throws "not-found", and "forbidden" of one that is locked.
 */
export async function deleteFinding({
  findingId,
  authorId,
}: {
  findingId: string;
  authorId: string;
}): Promise<void> {
  await db().$transaction(async (tx) => {
    await holdFinding(tx, findingId);
    await refuseLocked(tx, findingId, "even hidden");
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
  });
}
