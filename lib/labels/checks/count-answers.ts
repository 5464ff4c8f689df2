import { Prisma, type Transaction } from "@/lib/db/client";
import { stratumSchema } from "./stratum";
import { putTogether } from "./told";

/**
 * Puts together what was answered blind on a proposal's present wording, of hands that are answered whole: counts that moved with each
 * answer would tell who answers what was right. What programs answered is put together apart. For who holds its side.
 */
export async function countAnswers(tx: Transaction, labelId: string): Promise<void> {
  const { wording } = await tx.label.findUniqueOrThrow({ where: { id: labelId }, select: { wording: true } });
  const rows = await tx.labelCheck.findMany({
    // Who is suspended has answered nothing.
    where: { labelId, wording, OR: [{ raterId: null }, { rater: { suspendedAt: null } }] },
    select: {
      ...{
        stratum: true,
        says: true,
        chosen: true,
        answeredAt: true,
        raterId: true,
        id: true,
        byProgram: true,
        goldId: true,
      },
    },
  });
  const asked = rows.map((row) => ({ ...row, stratum: stratumSchema.parse(row.stratum) }));
  const raterOf = ({ raterId, id }: { raterId: string | null; id: string }) => raterId ?? id;
  const of = (byProgram: boolean) => {
    const theirs = asked.filter((row) => row.byProgram === byProgram);
    const open = new Set(theirs.filter(({ answeredAt }) => answeredAt === null).map(raterOf));
    // What was picked stands for nothing else of the corpus.
    const whole = theirs.filter((row) => row.goldId === null && !open.has(raterOf(row)));
    return putTogether(whole, raterOf) ?? Prisma.DbNull;
  };
  await tx.label.update({
    where: { id: labelId },
    data: { blind: of(false), blindByPrograms: of(true) },
  });
}
