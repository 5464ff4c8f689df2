import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { log } from "../label-event";
import { countSaid, holdNaming, settleNaming } from "../naming";
import { sideOf } from "../side-of";
import { stratumSchema } from "./stratum";

interface Answer {
  checkId: string;
  raterId: string;
  /** Whether the feature would fire in the text, by the label; null where that cannot be told. */
  says: boolean | null;
}

/**
 * Answers whether a feature would fire in one of the texts of one's hand. The same answer a second time changes nothing. Throws
 * "not-found", and "conflict" for another answer than the first.
 */
export async function answerCheck({ checkId, raterId, says }: Answer): Promise<void> {
  const found = await db().labelCheck.findFirst({
    where: { id: checkId, raterId },
    select: { labelId: true },
  });
  if (!found) throw notFound("check of yours");
  const { labelId } = found;
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const check = await tx.labelCheck.findUniqueOrThrow({ where: { id: checkId } });
    if (check.answeredAt !== null) {
      if (check.says === says) return;
      throw new AppError("conflict", "You have answered this one already, and an answer is given once.");
    }
    await tx.labelCheck.update({ where: { id: checkId }, data: { says, answeredAt: new Date() } });
    const { wording } = check;
    const left = await tx.labelCheck.count({ where: { labelId, wording, raterId, answeredAt: null } });
    await log(tx, {
      ...{ actorId: raterId, labelId, kind: "answered" },
      data: {
        check: checkId,
        wording,
        stratum: stratumSchema.parse(check.stratum),
        says,
        isLast: left === 0,
      },
    });
    await countSaid(tx, labelId);
    await settleNaming(tx, of);
  });
}
