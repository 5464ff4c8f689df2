import { AppError } from "@/lib/errors";
import { promiseAnew } from "@/lib/ledger/promise-places";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import type { BountyContent } from "./bounty-schemas";
import { contentColumns, readJudges, wrong } from "./content-columns";
import { type HeldBounty, holdBounty, type OwnBounty } from "./hold-bounty";
import { logEvent } from "./log-event";

interface Change extends BountyContent, OwnBounty {
  /** The one that was looked at. */
  revision: number;
}

/**
 * Changes what a bounty of one's own says, until the first entry: from then on its rules stand. Throws what `holdBounty` and `createBounty`
 * throw, and "conflict" where it was entered for or changed meanwhile, closed or ended.
 */
export async function updateBounty({ slug, sponsorId, revision, ...content }: Change): Promise<void> {
  const columns = await contentColumns(slug, content, sponsorId);
  const bytes = storedBytes(JSON.stringify([content, columns.writeUp]).length);
  await keeping(sponsorId, bytes, async (tx) => {
    const held = await holdBounty(tx, { slug, sponsorId });
    refuseFrozen(held);
    if (held.revision !== revision)
      throw new AppError(
        "conflict",
        "You have changed this bounty elsewhere meanwhile. Load the page again.",
      );
    const isOpen = held.standing === "open";
    if (isOpen && held.opensAt < new Date() && content.opensAt.getTime() !== held.opensAt.getTime())
      throw wrong("opensAt", "It is open already.");
    if (isOpen && content.closesAt <= new Date()) throw wrong("closesAt", "That is past already.");
    const judges = await readJudges(tx, content.judges);
    await tx.bountyJudge.deleteMany({ where: { bountyId: held.id, judgeId: { notIn: judges } } });
    await tx.bountyJudge.createMany({
      data: judges.map((judgeId) => ({ bountyId: held.id, judgeId })),
      skipDuplicates: true,
    });
    const where = { id: held.id };
    const promised = await tx.bounty.findUniqueOrThrow({
      where,
      select: { rewards: true, currency: true },
    });
    await tx.bounty.update({ where, data: { ...columns, revision: { increment: 1 } } });
    if (!isOpen) return;
    const writing = { bountyId: held.id, actorId: sponsorId };
    await logEvent(tx, { ...writing, kind: "changed", data: { terms: columns.termsHash } });
    if (promised.currency !== columns.currency || String(promised.rewards) !== String(columns.rewards))
      await promiseAnew(tx, writing);
  });
}

/** The table's triggers refuse the same, without a sentence for the reader. */
function refuseFrozen({ standing, firstEntryAt }: HeldBounty): void {
  if (standing !== "draft" && standing !== "open")
    throw new AppError("conflict", "This bounty is closed: what it says stands.");
  if (firstEntryAt)
    throw new AppError(
      "conflict",
      "Something was entered for this bounty, and what it says stands since. Only its deadline may be put later.",
    );
}
