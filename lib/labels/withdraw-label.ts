import { readReason } from "@/lib/audit-log/read-standing";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { log } from "./label-event";
import { holdNaming, settleNaming } from "./naming";
import { maxProposals, refuseAlike } from "./propose-label";
import { sideOf } from "./side-of";

interface Own {
  labelId: string;
  authorId: string;
}

/** Takes one's own proposal back, with its votes kept for when it is made again. A second time changes nothing. Throws "not-found". */
export async function withdrawLabel({ labelId, authorId }: Own): Promise<void> {
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const mine = await tx.label.count({ where: { id: labelId, authorId } });
    if (mine === 0) throw notFound("label of yours");
    const { count } = await tx.label.updateMany({
      // One that is hidden does not come back either, then.
      where: { id: labelId, OR: [{ withdrawnAt: null }, { keptStanding: true }] },
      data: { withdrawnAt: new Date(), keptStanding: false },
    });
    if (count === 0) return;
    await log(tx, { actorId: authorId, labelId, kind: "withdrawn", data: {} });
    await settleNaming(tx, of, { actorId: authorId });
  });
}

/**
 * Proposes again what one took back, with the votes it had. A second time changes nothing. Throws "not-found" and, where somebody
 * proposed the same meanwhile or one has as many proposals as one may, "conflict".
 */
export async function restoreLabel({ labelId, authorId }: Own): Promise<void> {
  const of = await sideOf(labelId);
  await db().$transaction(async (tx) => {
    await holdNaming(tx, of);
    const mine = await tx.label.findFirst({
      where: { id: labelId, authorId },
      select: { normal: true, withdrawnAt: true, hiddenAt: true },
    });
    if (!mine) throw notFound("label of yours");
    if (mine.hiddenAt)
      throw new AppError(
        "forbidden",
        `A moderator has hidden this label: ${await readReason(tx, { kind: "label", id: labelId }, "hide")}`,
      );
    if (!mine.withdrawnAt) return;
    await refuseAlike(tx, of, mine.normal, labelId);
    if ((await tx.label.count({ where: { ...of, authorId, withdrawnAt: null } })) >= maxProposals)
      throw new AppError(
        "conflict",
        `You have ${maxProposals} proposals here already. Take one of them back first.`,
      );
    await tx.label.update({ where: { id: labelId }, data: { withdrawnAt: null } });
    await log(tx, { actorId: authorId, labelId, kind: "restored", data: {} });
    await settleNaming(tx, of, { actorId: authorId });
  });
}
