import { Prisma, type Transaction } from "@/lib/db/client";
import type { SideKey } from "../label-event";
import { estimateIntruders, type Intruders } from "./estimate-intruders";

/**
 * Puts together what was told of a feature without a label, of hands that are answered whole: of people who knew none, of those who did, and
 * of programs. For who holds its input side.
 */
export async function countIntruders(
  tx: Transaction,
  { dictionaryId, index }: Pick<SideKey, "dictionaryId" | "index">,
): Promise<void> {
  const rows = await tx.intruderQuestion.findMany({
    // Who is suspended has answered nothing.
    where: { dictionaryId, index, OR: [{ raterId: null }, { rater: { suspendedAt: null } }] },
  });
  const handOf = ({ raterId, id, byProgram }: (typeof rows)[number]) => `${raterId ?? id} ${byProgram}`;
  const handsWith = (is: (row: (typeof rows)[number]) => boolean) => new Set(rows.filter(is).map(handOf));
  const open = handsWith(({ answeredAt }) => answeredAt === null);
  const knowing = handsWith(({ knew }) => knew);
  const of = (is: (row: (typeof rows)[number]) => boolean) => {
    const whole = rows.filter((row) => !open.has(handOf(row)) && is(row));
    return estimateIntruders(
      whole.map(({ chosen, intruder, ...row }) => ({ ...row, isRight: chosen === intruder })),
      new Set(whole.map(handOf)).size,
    );
  };
  const intruders: Intruders = {
    people: of((row) => !row.byProgram && !knowing.has(handOf(row))),
    knowing: of((row) => !row.byProgram && knowing.has(handOf(row))),
    programs: of((row) => row.byProgram),
  };
  // What counts no hand is as it was before the first.
  const isTold = Object.values(intruders).some((each) => each !== null);
  await tx.naming.update({
    where: { dictionaryId_index_side: { dictionaryId, index, side: "input" } },
    data: { intruders: isTold ? intruders : Prisma.DbNull, version: { increment: 1 } },
  });
}
