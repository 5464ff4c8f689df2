import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/**
 * Says that what a label says of a gold item is not plain, or something else: once a person, of those who answered its text and were told
 * what is right. Throws "not-found", "forbidden" for who picked it, and "conflict" where it is retired or one disputes it already.
 */
export async function disputeGold(disputed: {
  goldId: string;
  disputerId: string;
  reason: string;
}): Promise<{ id: string }> {
  const { goldId, disputerId } = disputed;
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from "GoldItem" where id = ${goldId}::uuid for no key update`;
    const gold = await tx.goldItem.findUnique({ where: { id: goldId } });
    if (!gold) throw notFound("test text");
    const { labelId, wording, indexId, window, pickerId, retiredAt } = gold;
    if (pickerId === disputerId)
      throw new AppError("forbidden", "You picked this text yourself. Others dispute it.");
    const hand = { labelId, wording, raterId: disputerId, byProgram: false };
    const [asked, open] = await Promise.all([
      tx.labelCheck.count({ where: { ...hand, indexId, window } }),
      tx.labelCheck.count({ where: { ...hand, answeredAt: null } }),
    ]);
    if (asked === 0 || open > 0) throw notFound("test text that you have answered");
    if (retiredAt) throw new AppError("conflict", "This text is not used as a test any more.");
    if ((await tx.goldDispute.count({ where: { goldId, disputerId } })) > 0)
      throw new AppError("conflict", "You dispute this text already.");
    return tx.goldDispute.create({ data: disputed, select: { id: true } });
  });
}
