import type { Viewer } from "@/lib/auth/viewer-type";
import type { Standing } from "@/lib/bounties/bounty-words";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { lockBounty, refuseLockedBounty } from "@/lib/bounties/lock-bounty";
import { standing } from "@/lib/bounties/standing";
import { Prisma, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

export type Member = Extract<Viewer, { kind: "member" }>;

export interface Held {
  id: string;
  standing: Standing;
  sponsorId: string;
  lockedAt: Date | null;
  judgesEach: number | null;
  appealDays: number;
  replyDays: number;
  /** When the ranking can be appealed against no more; null before there is one. */
  appealsUntil: Date | null;
  now: Date;
}

/** When the ranking of `b` can be appealed against no more: days of 24 hours, whatever clock the session goes by. */
export const appealsUntil = Prisma.sql`(b."provisionalAt" + make_interval(hours => 24 * b."appealDays"))`;

const heldColumns = Prisma.sql`b.id, ${standing} as standing, b."sponsorId", b."lockedAt", b."judgesEach"::int as "judgesEach",
  b."appealDays"::int as "appealDays", b."replyDays"::int as "replyDays", ${appealsUntil} as "appealsUntil", clock_timestamp() as now`;

/** Lets one at a time lead a bounty on, and nobody score or reply meanwhile. Throws "not-found", and "forbidden" of one that is locked. */
export async function holdLed(tx: Transaction, slug: string, viewer: Member): Promise<Held> {
  const which = Prisma.sql`b.slug = ${slug} and ${leadsBounty(viewer)}`;
  const held = await lockBounty<Held>(tx, which, "update", heldColumns);
  if (!held) throw notFound("bounty of yours");
  await refuseLockedBounty(tx, held);
  return held;
}

/** Lets one at a time write what judges and entrants write of a bounty that everybody sees. Throws "not-found". */
export async function holdShown(tx: Transaction, slug: string): Promise<Held> {
  const which = Prisma.sql`b.slug = ${slug} and b."isShown"`;
  const held = await lockBounty<Held>(tx, which, "no key update", heldColumns);
  if (!held) throw notFound("bounty");
  return held;
}

/** Refuses, with a sentence, what is done while a bounty is judged. Throws "conflict". */
export function refuseUnlessJudged({ standing: stands }: Pick<Held, "standing">): void {
  if (stands === "judging") return;
  throw new AppError("conflict", why[stands]);
}

const why: Record<Standing, string> = {
  draft: "This bounty was never open.",
  open: "This bounty is still open: it is judged once it has closed.",
  judging: "This bounty is being judged.",
  provisional: "This bounty is ranked: what was scored stands.",
  awarded: "This bounty was awarded.",
  cancelled: "This bounty was cancelled.",
};
