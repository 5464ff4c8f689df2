import { recordAct } from "@/lib/audit-log/record-act";
import { db, type Transaction } from "@/lib/db/client";
import { holdForModeration } from "./may-moderate";
import { settleLimits, settleWorkOf } from "./settle-work";

interface Lifted {
  actorId: string;
  personId: string;
  reason: string;
}

/**
 * Lifts a suspension: all that it hid is back where it was, and counts, in the same transaction. Of who is not suspended it changes
 * nothing. Throws "forbidden" and "not-found".
 */
export async function liftSuspension({ actorId, personId, reason }: Lifted): Promise<void> {
  await db().$transaction(async (tx) => {
    const person = await holdForModeration(tx, { actorId, personId });
    if (person.suspendedAt) await lift(tx, { actorId, personId, reason });
  }, settleLimits);
}

/** Lifts those whose end has come, each for itself. Safe to run at any time, any number at once. */
export async function endSuspensions(now: Date): Promise<void> {
  const over = { suspendedAt: { not: null }, suspendedUntil: { lte: now } };
  const people = await db().user.findMany({ where: over, select: { id: true }, take: 100 });
  for (const { id: personId } of people)
    await db().$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from "User" where id = ${personId}::uuid for no key update`;
      if ((await tx.user.count({ where: { id: personId, ...over } })) > 0)
        await lift(tx, { actorId: null, personId, reason: "It came to its end." });
    }, settleLimits);
}

async function lift(
  tx: Transaction,
  { actorId, personId, reason }: Omit<Lifted, "actorId"> & { actorId: string | null },
): Promise<void> {
  await tx.user.update({
    where: { id: personId },
    data: { suspendedAt: null, suspendedUntil: null, suspensionReason: null },
  });
  await recordAct(tx, {
    ...{ actorId, kind: "lift", subject: { kind: "person", id: personId }, personId, reason },
  });
  await settleWorkOf(tx, personId);
}
