import { standing } from "@/lib/bounties/standing";
import { db, Prisma, type Transaction } from "@/lib/db/client";
import { storeLimits } from "@/lib/db/store-limits";
import { createLogger } from "@/lib/log";
import { type Given, giveOut, pairOf } from "./give-out";
import { entriesOfBounty, isAllIn, isAtWork, isJudged, readProgress } from "./judged-entries";

/**
 * Gives out what is to be scored of a bounty that is being judged and whose row is held: what was settled since, what a judge declared a
 * conflict about or who was excused. Nobody who entered for it judges it, and nobody whom they entered anything together with.
 */
export async function assignEntries(tx: Transaction, bountyId: string): Promise<void> {
  const of = Prisma.sql`${bountyId}::uuid`;
  const entries = await tx.$queryRaw<{ id: string }[]>`
    select e.id from ${entriesOfBounty} where b.id = ${of} and ${isJudged}`;
  if (entries.length > 0)
    await give(
      tx,
      of,
      entries.map(({ id }) => id),
    );
  await openDiscussion(tx, bountyId);
}

async function give(tx: Transaction, of: Prisma.Sql, entries: readonly string[]): Promise<void> {
  const judges = await tx.$queryRaw<{ judgeId: string }[]>`
    select j."judgeId" from "BountyJudge" j where j."bountyId" = ${of} and ${isAtWork}
      and not exists (select from "EntryMember" m join "BountyEntry" o on o.id = m."entryId"
        where o."bountyId" = ${of} and m."memberId" = j."judgeId" and m."confirmedAt" is not null)`;
  const given = await tx.$queryRaw<Given[]>`
    select a."entryId", a."judgeId", a."conflictAt" is null and (${isAtWork}
      or a."scoredAt" is not null and not exists (select from "User" s where s.id = a."judgeId" and s."suspendedAt" is not null)) as counts
    from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId"
    join "BountyJudge" j on j."bountyId" = e."bountyId" and j."judgeId" = a."judgeId" where e."bountyId" = ${of}`;
  const mates = await tx.$queryRaw<{ entryId: string; judgeId: string }[]>`
    select distinct e.id as "entryId", j."judgeId" from "BountyJudge" j
    join "EntryMember" own on own."memberId" = j."judgeId" and own."confirmedAt" is not null
    join "EntryMember" mate on mate."entryId" = own."entryId" and mate."confirmedAt" is not null
    join "EntryMember" m on m."memberId" = mate."memberId" and m."confirmedAt" is not null
    join "BountyEntry" e on e.id = m."entryId" and e."bountyId" = j."bountyId" where j."bountyId" = ${of}`;
  const [bounty] = await tx.$queryRaw<{ each: number | null }[]>`
    select "judgesEach"::int as each from "Bounty" where id = ${of}`;
  const made = giveOut({
    ...{ entries, judges: judges.map(({ judgeId }) => judgeId), given },
    barred: new Set(mates.map(({ entryId, judgeId }) => pairOf(entryId, judgeId))),
    ...{ each: bounty?.each ?? null, random: Math.random },
  });
  await tx.entryAssignment.createMany({ data: made, skipDuplicates: true });
}

/** Has judges see what the others gave once nothing is waited for: what they gave until then stays beside it, for agreement is of that. */
async function openDiscussion(tx: Transaction, bountyId: string): Promise<void> {
  if (!isAllIn(await readProgress(tx, bountyId))) return;
  await tx.$executeRaw`
    update "EntryAssignment" a set "blindPoints" = a.points from "BountyEntry" e
    where e.id = a."entryId" and e."bountyId" = ${bountyId}::uuid and a."scoredAt" is not null and cardinality(a."blindPoints") = 0`;
}

/** Bounties that one go looks at, the last closed first: whatever is judged for years keeps no new one waiting. */
const most = 200;

/** The same of all that are being judged; one that fails keeps none of the others from it. */
export async function assignWaiting(): Promise<void> {
  const judged = await db().$queryRaw<{ id: string }[]>`
    select b.id from "Bounty" b where b."isShown" and ${standing} = 'judging' order by b."closesAt" desc limit ${most}`;
  for (const { id } of judged)
    try {
      await db().$transaction(async (tx) => {
        const [held] = await tx.$queryRaw<{ id: string }[]>`
          select b.id from "Bounty" b where b.id = ${id}::uuid for no key update skip locked`;
        const [still] = await tx.$queryRaw<{ id: string }[]>`
          select b.id from "Bounty" b where b.id = ${id}::uuid and b."isShown" and ${standing} = 'judging'`;
        if (held && still) await assignEntries(tx, id);
      }, storeLimits);
    } catch (error) {
      createLogger("bounties").warn({ err: error, bountyId: id }, "entries could not be given to judges");
    }
}
