import { Prisma, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import type { Standing } from "./bounty-words";
import { lockBounty, refuseLockedBounty } from "./lock-bounty";
import { standing } from "./standing";

export interface OwnBounty {
  slug: string;
  /** Its sponsor: to anybody else it is not there. */
  sponsorId: string;
}

export interface HeldBounty {
  id: string;
  standing: Standing;
  revision: number;
  firstEntryAt: Date | null;
  opensAt: Date;
  closesAt: Date;
}

/**
 * Lets one at a time change a bounty of one's own, and nobody enter for it meanwhile. Throws "not-found", and "forbidden" of what moderators
 * have locked.
 */
export async function holdBounty(tx: Transaction, { slug, sponsorId }: OwnBounty): Promise<HeldBounty> {
  const mine = Prisma.sql`b.slug = ${slug} and b."sponsorId" = ${sponsorId}::uuid`;
  const held = await lockBounty<HeldBounty & { lockedAt: Date | null }>(
    tx,
    mine,
    "update",
    Prisma.sql`b.id, ${standing} as standing, b.revision, b."firstEntryAt", b."opensAt", b."closesAt", b."lockedAt"`,
  );
  if (!held) throw notFound("bounty of yours");
  await refuseLockedBounty(tx, held);
  const { lockedAt: _, ...bounty } = held;
  return bounty;
}
