import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { stratumSchema } from "../checks/stratum";
import { holdNaming } from "../naming";
import { sideOf } from "../side-of";
import type { NewGold } from "./gold-schemas";

/** Gold items of one wording: more would make a hand of nothing else. */
const maxOfWording = 20;

/**
 * Picks a text that somebody was asked about as one by which others' answers are judged: what the label says of it is plain, and why.
 * For whom all of that hand is told. Throws "not-found", "unprocessable" where it is not to be told by yes or no or there are enough, and
 * "conflict" where it was picked before.
 */
export async function pickGold({
  checkId,
  pickerId,
  says,
  reason,
}: NewGold & { checkId: string; pickerId: string }): Promise<{ id: string }> {
  const check = await db().labelCheck.findFirst({
    where: { id: checkId, raterId: pickerId, byProgram: false, label: { withdrawnAt: null } },
  });
  if (!check) throw notFound("check of yours");
  const { labelId, wording, indexId, window, position, fires } = check;
  const stratum = stratumSchema.parse(check.stratum);
  if (stratum.is === "continuation")
    throw new AppError("unprocessable", "Only texts of which one says whether the feature fires are picked.");
  const of = await sideOf(labelId);
  return db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const hand = { labelId, wording, raterId: pickerId, byProgram: false };
    if ((await tx.labelCheck.count({ where: { ...hand, answeredAt: null } })) > 0)
      throw new AppError("unprocessable", "Answer all of the hand first: then you are told what is right.");
    const text = { labelId, wording, indexId, window };
    const picked = await tx.goldItem.findMany({
      where: { labelId, wording },
      select: { indexId: true, window: true, retiredAt: true },
    });
    if (picked.some((each) => each.indexId === indexId && each.window === window))
      throw new AppError("conflict", "This text was picked before.");
    if (picked.filter(({ retiredAt }) => retiredAt === null).length >= maxOfWording)
      throw new AppError(
        "unprocessable",
        `This label has ${maxOfWording} test texts already, which is enough.`,
      );
    return tx.goldItem.create({
      data: { ...text, position, stratum, fires, says, reason, pickerId },
      select: { id: true },
    });
  });
}
