import { readReason } from "@/lib/audit-log/read-standing";
import { Prisma, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import type { Standing } from "./bounty-words";
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
  await tx.$queryRaw`select 1 from "Bounty" b where ${mine} for update`;
  // Read once it is held: how it stands goes by the clock.
  const [held] = await tx.$queryRaw<(HeldBounty & { lockedAt: Date | null })[]>`
    select b.id, ${standing} as standing, b.revision, b."firstEntryAt", b."opensAt", b."closesAt", b."lockedAt" from "Bounty" b where ${mine}`;
  if (!held) throw notFound("bounty of yours");
  const { lockedAt, ...bounty } = held;
  if (lockedAt) {
    const reason = await readReason(tx, { kind: "bounty", id: held.id }, "lock");
    throw new AppError("forbidden", `Moderators have locked this bounty. ${reason}`.trim());
  }
  return bounty;
}
