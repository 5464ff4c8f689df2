import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { holdOpenBounty } from "./hold-bounty";
import { confirmIfWhole } from "./team";

interface Own {
  slug: string;
  entryId: string;
  viewerId: string;
}

/**
 * Takes one's own entry back until the deadline; entering its finding once more brings it back, with the priority it had. A second time
 * changes nothing. Throws "not-found", and "conflict" after the deadline.
 */
export async function withdrawEntry({ slug, entryId, viewerId }: Own): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: bountyId } = await holdOpenBounty(tx, slug);
    const where = { id: entryId, bountyId, entrantId: viewerId };
    if ((await tx.bountyEntry.count({ where })) === 0) throw notFound("entry of yours");
    await tx.$executeRaw`
      update "BountyEntry" set "withdrawnAt" = clock_timestamp() where id = ${entryId}::uuid and "withdrawnAt" is null`;
  });
}

/**
 * Confirms that one enters it together with who named one, until the deadline. A second time changes nothing. Throws "not-found", and
 * "conflict" after the deadline and for an entry that was withdrawn.
 */
export async function confirmEntry({ slug, entryId, viewerId }: Own): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: bountyId } = await holdOpenBounty(tx, slug);
    const where = { entryId, memberId: viewerId, entry: { bountyId } };
    const place = await tx.entryMember.findFirst({
      where,
      select: { entry: { select: { withdrawnAt: true } } },
    });
    if (!place) throw notFound("entry of yours");
    if (place.entry.withdrawnAt)
      throw new AppError("conflict", "This entry was withdrawn. There is nothing to confirm.");
    await tx.$executeRaw`
      update "EntryMember" set "confirmedAt" = clock_timestamp()
      where "entryId" = ${entryId}::uuid and "memberId" = ${viewerId}::uuid and "confirmedAt" is null`;
    await confirmIfWhole(tx, entryId);
  });
}
