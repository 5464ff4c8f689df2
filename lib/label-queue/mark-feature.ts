import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import type { QueueMarkInput } from "./queue-schemas";

/**
 * Says of a feature that the queue showed somebody why they pass it over, or what is wrong with it; said again, it is said anew.
 * Throws "not-found" for a visit of another's.
 */
export async function markFeature({
  memberId,
  visitId,
  kind,
  reason,
  words,
}: QueueMarkInput & { memberId: string; visitId: string }): Promise<{ id: string }> {
  return db().$transaction(async (tx) => {
    // One at a time of one visit, so that what is sent twice is there once.
    const [visit] = await tx.$queryRaw<{ sittingId: string; dictionaryId: string; index: number }[]>`
      select "sittingId", "dictionaryId", index from "QueueVisit"
      where id = ${visitId}::uuid and "memberId" = ${memberId}::uuid for update`;
    if (!visit) throw notFound("visit of yours");
    const place = { ...visit, memberId, kind, takenBackAt: null };
    const same = await tx.queueMark.findFirst({ where: { ...place, reason, words }, select: { id: true } });
    if (same) return same;
    await tx.queueMark.updateMany({ where: place, data: { takenBackAt: new Date() } });
    return tx.queueMark.create({ data: { ...place, reason, words }, select: { id: true } });
  });
}
