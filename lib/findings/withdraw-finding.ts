import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";

interface Own {
  findingId: string;
  authorId: string;
}

/**
 * Takes one's own published finding back: from then on it is a draft again, and its address tells others that it was taken
 * back. Of what is not public it changes nothing. Throws "not-found".
 */
export async function withdrawFinding({ findingId, authorId }: Own): Promise<void> {
  const mine = { id: findingId, authorId, deletedAt: null };
  await db().$transaction(async (tx) => {
    await holdFinding(tx, findingId);
    await refuseLocked(tx, findingId);
    const finding = await tx.finding.findFirst({ where: mine, select: { revision: true } });
    if (!finding) throw notFound("finding of yours");
    const withdrawnAt = new Date();
    await tx.finding.updateMany({
      where: { ...mine, publishedAt: { not: null } },
      data: { publishedAt: null, withdrawnAt, withdrawnRevision: finding.revision },
    });
    // They stay taken back when it is published again: what was wrong with them would be public again else.
    await tx.findingVersion.updateMany({ where: { findingId, withdrawnAt: null }, data: { withdrawnAt } });
  });
}
