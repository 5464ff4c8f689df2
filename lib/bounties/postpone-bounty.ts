import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { AppError } from "@/lib/errors";
import { maxOpenDays } from "./bounty-words";
import { wrong } from "./content-columns";
import { holdBounty, type OwnBounty } from "./hold-bounty";
import { logEvent } from "./log-event";

/**
 * Puts the deadline of an open bounty later, entered for or not; never earlier, and not once it has passed. Throws what `holdBounty` throws,
 * "conflict" where it is not open, and "unprocessable" for a deadline that is not later.
 */
export async function postponeBounty({ closesAt, ...own }: OwnBounty & { closesAt: Date }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id, ...held } = await holdBounty(tx, own);
    if (held.standing !== "open" || held.closesAt <= (await databaseTime(tx)))
      throw new AppError("conflict", "A deadline is put later while its bounty is open.");
    if (closesAt.getTime() === held.closesAt.getTime()) return;
    if (closesAt < held.closesAt) throw wrong("closesAt", "A deadline is put later, never earlier.");
    if (closesAt.getTime() - held.opensAt.getTime() > maxOpenDays * 86_400_000)
      throw wrong("closesAt", "A bounty is open for five years at most.");
    await tx.bounty.update({ where: { id }, data: { closesAt, revision: { increment: 1 } } });
    const data = { from: held.closesAt.toISOString(), to: closesAt.toISOString() };
    await logEvent(tx, { bountyId: id, actorId: own.sponsorId, kind: "postponed", data });
  });
}
