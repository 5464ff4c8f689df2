import { recordAct } from "@/lib/audit-log/record-act";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { upheldToRetire } from "@/lib/labels/gold/gold-schemas";
import { holdForModerationOfWork } from "./may-moderate";

/**
 * Upholds a dispute of a gold item or does not, once. With the second that is upheld the item retires: nobody is asked it any more, and what
 * was answered on it tells nothing of raters. The log has it as an act on the label, which concerns who picked the item. Throws "not-found" of one that is settled, and "forbidden" for one's own or of an item of
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
    select: { goldId: true, disputerId: true, gold: { select: { pickerId: true, labelId: true } } },
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
    const isRetired = upheld >= upheldToRetire;
    if (isRetired)
      await tx.goldItem.updateMany({
        where: { id: goldId, retiredAt: null },
        data: { retiredAt: new Date() },
      });
    await recordAct(tx, {
      ...{ actorId, kind: isUpheld ? "uphold" : "overrule", subject: { kind: "label", id: gold.labelId } },
      ...{ personId: gold.pickerId, reason: reasonOf(isUpheld, isRetired) },
    });
  });
}

/** What the log says of it: the disputer's own words are for moderators alone. */
function reasonOf(isUpheld: boolean, isRetired: boolean): string {
  const said = isUpheld ? "The label does not plainly say so." : "The label plainly says so.";
  return isRetired ? `${said} Nobody is asked about this text as a test any more.` : said;
}
