import { Prisma, type Transaction } from "@/lib/db/client";
import { estimatePinpointing } from "./estimate-pinpointing";

/**
 * Puts together where people said that a proposal's feature fires most, by its present wording, of hands that are answered whole; what
 * programs said apart. For who holds its side.
 */
export async function countPinpoints(tx: Transaction, labelId: string): Promise<void> {
  const { wording } = await tx.label.findUniqueOrThrow({ where: { id: labelId }, select: { wording: true } });
  const rows = await tx.pinpointCheck.findMany({
    // Who is suspended has answered nothing.
    where: { labelId, wording, OR: [{ raterId: null }, { rater: { suspendedAt: null } }] },
  });
  const raterOf = ({ raterId, id }: (typeof rows)[number]) => raterId ?? id;
  const of = (byProgram: boolean) => {
    const theirs = rows.filter((row) => row.byProgram === byProgram);
    const open = new Set(theirs.filter(({ answeredAt }) => answeredAt === null).map(raterOf));
    const whole = theirs.filter((row) => !open.has(raterOf(row)) && row.chosen !== null);
    return estimatePinpointing(whole, new Set(whole.map(raterOf)).size) ?? Prisma.DbNull;
  };
  await tx.label.update({
    where: { id: labelId },
    data: { pinpointed: of(false), pinpointedByPrograms: of(true) },
  });
}
