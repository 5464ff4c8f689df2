import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { cancelRest } from "@/lib/ledger/cancel-rest";
import { holdBounty, type OwnBounty } from "./hold-bounty";
import { logEvent } from "./log-event";

/**
 * Ends a bounty without an award, for good, with a reason that stands on its page. A second time changes nothing. Throws what `holdBounty`
 * throws, and "conflict" of a draft, which is deleted, and of what was awarded.
 */
export async function cancelBounty({ reason, ...own }: OwnBounty & { reason: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id, standing } = await holdBounty(tx, own);
    if (standing === "cancelled") return;
    if (standing === "draft") throw new AppError("conflict", "Nobody has seen this draft: delete it.");
    if (standing === "awarded") throw new AppError("conflict", "This bounty was awarded.");
    await tx.$executeRaw`
      update "Bounty" set "cancelledAt" = clock_timestamp(), "cancelReason" = ${reason}, revision = revision + 1
      where id = ${id}::uuid`;
    await logEvent(tx, { bountyId: id, actorId: own.sponsorId, kind: "cancelled", data: { reason } });
    await cancelRest(tx, { bountyId: id, actorId: own.sponsorId });
  });
}
