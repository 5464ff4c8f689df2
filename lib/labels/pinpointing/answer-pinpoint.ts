import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { log } from "../label-event";
import { countSaid, holdNaming, settleNaming } from "../naming";
import { sideOf } from "../side-of";

interface Answer {
  checkId: string;
  raterId: string;
  /** Whether a key of theirs answers, which answers what it was asked and not what they were. */
  byProgram: boolean;
  /** A position among those that are shown; null where that cannot be told. */
  chosen: number | null;
}

/**
 * Answers one of the texts of one's hand. The same answer a second time changes nothing. Throws "not-found", "unprocessable" for a token
 * that is not shown, and "conflict" for another answer than the first.
 */
export async function answerPinpoint({ checkId, raterId, byProgram, chosen }: Answer): Promise<void> {
  const found = await db().pinpointCheck.findFirst({
    where: { id: checkId, raterId, byProgram },
    select: { labelId: true, first: true, last: true },
  });
  if (!found) throw notFound("check of yours");
  const { labelId, first, last } = found;
  if (chosen !== null && (chosen < first || chosen > last))
    throw new AppError("unprocessable", `The tokens that are shown have positions from ${first} to ${last}.`);
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const check = await tx.pinpointCheck.findUniqueOrThrow({ where: { id: checkId } });
    if (check.answeredAt !== null) {
      if (check.chosen === chosen) return;
      throw new AppError("conflict", "You have answered this one already, and an answer is given once.");
    }
    await tx.pinpointCheck.update({ where: { id: checkId }, data: { chosen, answeredAt: new Date() } });
    const { wording, band, windows, position } = check;
    const left = await tx.pinpointCheck.count({
      where: { labelId, wording, raterId, byProgram, answeredAt: null },
    });
    await log(tx, {
      ...{ actorId: raterId, labelId, kind: "pinpointed" },
      data: {
        ...{ check: checkId, wording, band, windows, first, last, position, chosen, isLast: left === 0 },
        ...(byProgram && { byProgram }),
      },
    });
    // Counts that moved with each answer would tell who answers what was right.
    if (left > 0) return;
    await countSaid(tx, labelId);
    await settleNaming(tx, of);
  });
}
