import { db, Prisma, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { SideKey } from "@/lib/labels/label-event";
import { holdNaming, settleNaming } from "@/lib/labels/naming";
import { undoJudgements } from "./undo-judgements";
import { undoLabel } from "./undo-label";
import { type KeptReason, keptReasons, type RevertedSitting } from "./view";

/** A full sitting is some hundreds of labels, one after the other. */
const revertLimits = { maxWait: 15_000, timeout: 120_000 };
/** Texts that are told of what stays, for each reason. */
const maxTexts = 5;

interface Reverting {
  sittingId: string;
  /** Its owner, or a moderator: anybody else's it is not there. */
  reverterId: string;
}

/** Whether somebody may see and revert a sitting. Moderators are asked of the database, as they are at this moment. */
export const mayRevert = (reverterId: string) => Prisma.sql`(s."memberId" = ${reverterId}::uuid or exists (
  select from "User" u where u.id = ${reverterId}::uuid and u.role in ('moderator', 'administrator') and u."suspendedAt" is null))`;

interface Held {
  memberId: string;
  revertedAt: Date | null;
}

/**
 * Undoes what a member did in a sitting, all or nothing, and ends it. Nothing is deleted: proposals and judgements are taken back, wordings
 * said again and votes taken back as acts of the logs that say what they undo. What others have built on stays, and so do blind answers, which are
 * given once; the answer says so. Throws "not-found", and "conflict" for a second time.
 */
export async function revertSitting({ sittingId, reverterId }: Reverting): Promise<RevertedSitting> {
  // By itself, so that what is on its way is waited for while nothing else is held.
  const ended = await db().$executeRaw`
    update "LabelSitting" s set "endedAt" = coalesce(s."endedAt", clock_timestamp())
    where s.id = ${sittingId}::uuid and ${mayRevert(reverterId)}`;
  if (ended === 0) throw notFound("sitting of yours");
  return db().$transaction(async (tx) => {
    const [sitting] = await tx.$queryRaw<Held[]>`
      select s."memberId", s."revertedAt" from "LabelSitting" s
      where s.id = ${sittingId}::uuid and ${mayRevert(reverterId)} for update of s`;
    if (!sitting) throw notFound("sitting of yours");
    if (sitting.revertedAt) throw new AppError("conflict", "This session is reverted already.");
    const { memberId } = sitting;
    const tally = new Map<KeptReason, { count: number; texts: Set<string> }>();
    let undone = 0;
    const keep = (reason: KeptReason, text: string) => {
      const kept = tally.get(reason) ?? { count: 0, texts: new Set<string>() };
      kept.count++;
      if (kept.texts.size < maxTexts) kept.texts.add(text);
      tally.set(reason, kept);
    };
    for (const { labels, ...of } of await findSides(tx, sittingId)) {
      if (await isLocked(tx, of)) {
        for (const { text } of labels) keep("locked", text);
        continue;
      }
      for (const { id: labelId } of labels) {
        const { results, text } = await undoLabel(tx, { labelId, sittingId, memberId });
        for (const result of results) {
          if (result === "undone") undone++;
          else keep(result, text);
        }
      }
      await settleNaming(tx, of);
    }
    for (const { result, text } of await undoJudgements(tx, { sittingId, memberId })) {
      if (result === "undone") undone++;
      else keep(result, text);
    }
    const { count } = await tx.queueMark.updateMany({
      where: { sittingId, takenBackAt: null },
      data: { takenBackAt: new Date() },
    });
    await tx.labelSitting.update({
      where: { id: sittingId },
      data: { revertedAt: new Date(), reverterId },
    });
    return {
      undone: undone + count,
      kept: keptReasons.flatMap((reason) => {
        const kept = tally.get(reason);
        return kept ? [{ reason, count: kept.count, texts: [...kept.texts] }] : [];
      }),
    };
  }, revertLimits);
}

/** The sides that were touched in a sitting with the labels, in one order for all who hold several. */
async function findSides(
  tx: Transaction,
  sittingId: string,
): Promise<(SideKey & { labels: { id: string; text: string }[] })[]> {
  return tx.$queryRaw`
    select l."dictionaryId", l.index, l.side::text as side,
      jsonb_agg(jsonb_build_object('id', l.id, 'text', l.text) order by l.id) as labels
    from "Label" l where l.id in (select "labelId" from "LabelEvent" where "sittingId" = ${sittingId}::uuid)
    group by 1, 2, 3 order by 1, 2, 3`;
}

/** Holds a side; what a moderator has locked stays as it is. */
async function isLocked(tx: Transaction, of: SideKey): Promise<boolean> {
  try {
    await holdNaming(tx, of);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return true;
    throw error;
  }
}
