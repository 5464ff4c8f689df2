import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdNaming } from "../naming";
import { knowsLabel } from "./asked-elsewhere";
import { countIntruders } from "./count-intruders";

interface Answer {
  questionId: string;
  raterId: string;
  /** Whether a key of theirs answers, which answers what it was asked and not what they were. */
  byProgram: boolean;
  /** The place of the text that is named. */
  chosen: number;
}

/**
 * Answers one of the questions of one's hand. The same answer a second time changes nothing. Throws "not-found", and "conflict" for another
 * answer than the first.
 */
export async function answerIntruder({ questionId, raterId, byProgram, chosen }: Answer): Promise<void> {
  const found = await db().intruderQuestion.findFirst({
    where: { id: questionId, raterId, byProgram },
    select: { dictionaryId: true, index: true },
  });
  if (!found) throw notFound("question of yours");
  await db().$transaction(async (tx) => {
    await holdNaming(tx, { ...found, side: "input" });
    const question = await tx.intruderQuestion.findUniqueOrThrow({ where: { id: questionId } });
    if (question.answeredAt !== null) {
      if (question.chosen === chosen) return;
      throw new AppError("conflict", "You have answered this one already, and an answer is given once.");
    }
    const knew = await knowsLabel(tx, found, raterId);
    await tx.intruderQuestion.update({
      where: { id: questionId },
      data: { chosen, knew, answeredAt: new Date() },
    });
    const left = await tx.intruderQuestion.count({
      where: { ...found, raterId, byProgram, answeredAt: null },
    });
    // Counts that moved with each answer would tell which were right.
    if (left === 0) await countIntruders(tx, found);
  });
}
