import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { Prisma, type Transaction } from "@/lib/db/client";

/*
 * Which entries `e` of a bounty `b`, by their latest version `v`, are judged; and of whom something is waited for.
 */

/** Whether it was ruled that an entry does not rank: the last ruling holds. */
export const isSetAside = Prisma.sql`coalesce((select r."isAside" from "EntryRuling" r where r."entryId" = e.id order by r.id desc limit 1), false)`;

export const isJudged = Prisma.sql`(${isUnsealed} and v."isEligible" is true and v."settledAt" is not null and not ${isSetAside})`;

/** The entries of a bounty with what counts of each. */
export const entriesOfBounty = Prisma.sql`"BountyEntry" e join "Bounty" b on b.id = e."bountyId"
  join "EntryVersion" v on v."entryId" = e.id and v.number = e.latest`;

/** Whether something is waited for from a judge `j`: neither excused nor suspended. A read locks nobody's row. */
export const isAtWork = Prisma.sql`(j."excusedAt" is null
  and not exists (select from "User" s where s.id = j."judgeId" and s."suspendedAt" is not null))`;

/** Whether what a judge scored counts: all but a suspended one's, while that stands. */
export const scoreCounts = Prisma.sql`(a."scoredAt" is not null
  and not exists (select from "User" s where s.id = a."judgeId" and s."suspendedAt" is not null))`;

export interface Progress {
  /** Of which what they are by the rules is not settled. */
  unsettled: number;
  judged: number;
  /** Judged ones that nobody's score counts of. */
  unscored: number;
  /** Scores that are waited for. */
  waiting: number;
}

export async function readProgress(tx: Transaction, bountyId: string): Promise<Progress> {
  const [row] = await tx.$queryRaw<Progress[]>`
    select count(*) filter (where v."settledAt" is null and ${isUnsealed} and not ${isSetAside})::int as unsettled,
      count(*) filter (where ${isJudged})::int as judged,
      count(*) filter (where ${isJudged} and not exists (select from "EntryAssignment" a where a."entryId" = e.id and ${scoreCounts}))::int as unscored,
      coalesce(sum((select count(*) from "EntryAssignment" a join "BountyJudge" j on j."bountyId" = b.id and j."judgeId" = a."judgeId"
        where a."entryId" = e.id and a."scoredAt" is null and a."conflictAt" is null and ${isAtWork})) filter (where ${isJudged}), 0)::int as waiting
    from ${entriesOfBounty} where b.id = ${bountyId}::uuid`;
  return row ?? { unsettled: 0, judged: 0, unscored: 0, waiting: 0 };
}

export function isAllIn({ unsettled, judged, unscored, waiting }: Progress): boolean {
  return judged > 0 && unsettled === 0 && unscored === 0 && waiting === 0;
}
