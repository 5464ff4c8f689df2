import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { log } from "../label-event";
import { countSaid, holdNaming, settleNaming } from "../naming";
import { estimateAnew } from "../raters/find-crowd";
import { sideOf } from "../side-of";
import { noteRetest } from "./retest";
import { type Stratum, stratumSchema } from "./stratum";

/** Whether the feature would fire, or the place of the token that it would raise; null where that cannot be told. */
export type Said = { says: boolean | null } | { chosen: number | null };

interface Answer {
  checkId: string;
  raterId: string;
  /** Whether a key of theirs answers, which answers what it was asked and not what they were. */
  byProgram: boolean;
  said: Said;
}

/**
 * Answers one of the texts of one's hand. The same answer a second time changes nothing. Throws "not-found", "unprocessable" for an
 * answer to what was not asked, and "conflict" for another answer than the first.
 */
export async function answerCheck({ checkId, raterId, byProgram, said }: Answer): Promise<void> {
  const found = await db().labelCheck.findFirst({
    where: { id: checkId, raterId, byProgram },
    select: { labelId: true, stratum: true },
  });
  if (!found) throw notFound("check of yours");
  const stratum = stratumSchema.parse(found.stratum);
  const answer = answerTo(stratum, said);
  const { labelId } = found;
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const check = await tx.labelCheck.findUniqueOrThrow({ where: { id: checkId } });
    if (check.answeredAt !== null) {
      if (check.says === answer.says && check.chosen === answer.chosen) return;
      throw new AppError("conflict", "You have answered this one already, and an answer is given once.");
    }
    await tx.labelCheck.update({ where: { id: checkId }, data: { ...answer, answeredAt: new Date() } });
    const { wording } = check;
    const left = await tx.labelCheck.count({
      where: { labelId, wording, raterId, byProgram, answeredAt: null },
    });
    await log(tx, {
      ...{ actorId: raterId, labelId, kind: "answered" },
      data: {
        ...{ check: checkId, wording, stratum, ...answer, isLast: left === 0 },
        ...(byProgram && { byProgram }),
        ...(check.goldId !== null && { isGold: true }),
      },
    });
    await countSaid(tx, labelId);
    if (left === 0) await estimateAnew(tx, labelId);
    await settleNaming(tx, of);
    if (left === 0 && !byProgram) await noteRetest(tx, of);
  });
}

function answerTo(stratum: Stratum, said: Said): { says: boolean | null; chosen: number | null } {
  if (stratum.is !== "continuation") {
    if ("says" in said) return { says: said.says, chosen: null };
    throw new AppError(
      "unprocessable",
      "This asks whether the feature fires: send `says`, and not `chosen`.",
    );
  }
  if (!("chosen" in said))
    throw new AppError(
      "unprocessable",
      "This asks which token the feature raises: send `chosen`, and not `says`.",
    );
  const { chosen } = said;
  const last = stratum.options.length - 1;
  if (chosen !== null && chosen > last)
    throw new AppError("unprocessable", `There are ${last + 1} tokens, with places from 0 to ${last}.`);
  return { says: null, chosen };
}
