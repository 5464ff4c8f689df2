import { lockBounty } from "@/lib/bounties/lock-bounty";
import { Prisma, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { notOpen, tooLate } from "./refuse-entry";

interface Held {
  id: string;
  sponsorId: string;
  closesAt: Date;
  isOver: boolean;
  isOpen: boolean;
}

/**
 * Has one at a time enter for a bounty that is open: until the transaction ends its deadline stands where it stands. Throws "not-found",
 * and "conflict" for one that is not open, or closed before.
 */
export async function holdOpenBounty(tx: Transaction, slug: string): Promise<Held> {
  const shown = Prisma.sql`b.slug = ${slug} and b."isShown"`;
  const columns = Prisma.sql`b.id, b."sponsorId", b."closesAt", b."closesAt" <= clock_timestamp() as "isOver",
    b."cancelledAt" is null and b."opensAt" <= clock_timestamp() as "isOpen"`;
  const held = await lockBounty<Held>(tx, shown, "no key update", columns);
  if (!held) throw notFound("bounty");
  if (!held.isOpen) throw notOpen();
  if (held.isOver) throw tooLate(held.closesAt);
  return held;
}
