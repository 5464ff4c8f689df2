import { Prisma, type Transaction } from "@/lib/db/client";
import { type BlindEstimate, blindEstimateSchema, estimateBlind } from "./estimate";
import { stratumSchema } from "./stratum";
import { type Verdict, verdictOf } from "./verdict";

/**
 * Puts together what was answered blind on a proposal's present wording, of hands that are answered whole: counts that moved with each
 * answer would tell who answers what was right. For who holds its side.
 */
export async function countAnswers(tx: Transaction, labelId: string): Promise<void> {
  const { wording } = await tx.label.findUniqueOrThrow({ where: { id: labelId }, select: { wording: true } });
  const asked = await tx.labelCheck.findMany({
    // Who is suspended has answered nothing.
    where: { labelId, wording, OR: [{ raterId: null }, { rater: { suspendedAt: null } }] },
    select: { stratum: true, says: true, answeredAt: true, raterId: true, id: true },
  });
  const raterOf = ({ raterId, id }: { raterId: string | null; id: string }) => raterId ?? id;
  const open = new Set(asked.filter(({ answeredAt }) => answeredAt === null).map(raterOf));
  const rows = asked.filter((row) => row.says !== null && !open.has(raterOf(row)));
  const answers = rows.map(({ stratum, says }) => ({
    stratum: stratumSchema.parse(stratum),
    says: says === true,
  }));
  const raters = new Set(rows.map(raterOf)).size;
  const blind = answers.length === 0 ? Prisma.DbNull : estimateBlind(answers, raters);
  await tx.label.update({ where: { id: labelId }, data: { blind } });
}

/** What a proposal's row has of its blind answers. */
export function blindOf(stored: unknown): BlindEstimate | null {
  return stored == null ? null : blindEstimateSchema.parse(stored);
}

export function verdictIn(stored: unknown): Verdict {
  const estimate = blindOf(stored);
  return estimate && verdictOf(estimate);
}
