import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { upheldToRetire } from "@/lib/labels/gold/gold-schemas";
import { holdForModerationOfWork } from "./may-moderate";

/**
 * Upholds a dispute of a gold item or does not, once. With the second that is upheld the item retires: nobody is asked it any more, and what
 * was answered on it tells nothing of raters. Throws "not-found" of one that is settled, and "forbidden" for one's own or of an item of
 * one's own.
 */
export async function settleDispute({
  disputeId,
  actorId,
  isUpheld,
}: {
  disputeId: string;
  actorId: string;
  isUpheld: boolean;
}): Promise<void> {
  const dispute = await db().goldDispute.findUnique({
    where: { id: disputeId },
    select: { goldId: true, disputerId: true, gold: { select: { pickerId: true } } },
  });
  if (!dispute) throw notFound("open dispute");
  const { goldId, disputerId, gold } = dispute;
  await db().$transaction(async (tx) => {
    for (const personId of [disputerId, gold.pickerId])
      await holdForModerationOfWork(tx, { actorId, personId });
    // Two that are upheld at once are counted one after the other.
    await tx.$queryRaw`select 1 from "GoldItem" where id = ${goldId}::uuid for no key update`;
    const { count } = await tx.goldDispute.updateMany({
      where: { id: disputeId, settledAt: null },
      data: { settledAt: new Date(), isUpheld, settledById: actorId },
    });
    if (count === 0) throw notFound("open dispute");
    const upheld = await tx.goldDispute.count({ where: { goldId, isUpheld: true } });
    if (upheld >= upheldToRetire)
      await tx.goldItem.updateMany({
        where: { id: goldId, retiredAt: null },
        data: { retiredAt: new Date() },
      });
  });
}
