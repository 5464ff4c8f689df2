import { db } from "@/lib/db/client";
import { databaseTime } from "@/lib/db/time";
import { AppError } from "@/lib/errors";
import { promisePlaces } from "@/lib/ledger/promise-places";
import { maxOpenDays, minOpenHours } from "./bounty-words";
import { wrong } from "./content-columns";
import { holdBounty, type OwnBounty } from "./hold-bounty";
import { logEvent } from "./log-event";

const hourMillis = 3_600_000;

/**
 * Makes a draft public: from `opensAt` on, or at once where that is past, it can be entered for. A second time changes nothing. Throws what
 * `holdBounty` throws, "conflict" for another revision than the one that was looked at and without judges, and "unprocessable" for a
 * deadline that is too near.
 */
export async function openBounty({ revision, ...own }: OwnBounty & { revision: number }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id, ...held } = await holdBounty(tx, own);
    if (held.standing === "open") return;
    if (held.standing !== "draft") throw new AppError("conflict", "This bounty was open already.");
    if (held.revision !== revision)
      throw new AppError(
        "conflict",
        "You have changed this bounty elsewhere meanwhile. Load the page again.",
      );
    if ((await tx.bountyJudge.count({ where: { bountyId: id } })) === 0)
      throw new AppError("conflict", "Name at least one judge before you open it.");
    const now = await databaseTime(tx);
    const opensAt = new Date(Math.max(held.opensAt.getTime(), now.getTime()));
    const openMillis = held.closesAt.getTime() - opensAt.getTime();
    if (openMillis < minOpenHours * hourMillis)
      throw wrong("closesAt", "Its deadline is less than an hour from its opening. Put it later first.");
    if (openMillis > maxOpenDays * 24 * hourMillis)
      throw wrong("closesAt", "A bounty is open for five years at most.");
    const { termsHash, closesAt } = await tx.bounty.update({
      where: { id },
      data: { openedAt: now, opensAt },
      select: { termsHash: true, closesAt: true },
    });
    const data = { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString(), terms: termsHash };
    await logEvent(tx, { bountyId: id, actorId: own.sponsorId, kind: "opened", data });
    await promisePlaces(tx, { bountyId: id, actorId: own.sponsorId });
  });
}
