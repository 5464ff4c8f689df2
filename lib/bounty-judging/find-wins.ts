import { isUnsealed } from "@/lib/bounty-entries/visible-entries";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";

/** What was won, as it is shown beside a finding and on a profile. */
export interface Win {
  slug: string;
  /** The bounty's. */
  title: string;
  place: number;
  /** Whether the award was corrected since, in words that stand with the outcome. */
  isCorrected: boolean;
  entry: string;
  /** What was entered, where everybody may read it. */
  finding: { id: string; title: string } | null;
}

interface Row extends Omit<Win, "finding"> {
  findingId: string | null;
  findingTitle: string | null;
}

/** Of one person, or of one finding: who wins more is told of these. */
const most = 50;

/**
 * Places that awards gave, of bounties and entries that everybody sees: nothing of what is ranked only, of a bounty that is hidden, nor of an
 * entry whose entrant is suspended. An award is read as it was made: a correction leaves its places, and is told of beside it.
 */
async function findWins(which: Prisma.Sql): Promise<Win[]> {
  const rows = await db().$queryRaw<Row[]>`
    select b.slug, b.title, w.place, e.id as entry, f.id as "findingId", f.title as "findingTitle",
      exists (select from "BountyResult" c where c."bountyId" = b.id and c.kind = 'correction') as "isCorrected"
    from "BountyEntry" e join "Bounty" b on b.id = e."bountyId"
    join "BountyResult" r on r."bountyId" = b.id and r.kind = 'award'
    cross join lateral jsonb_to_recordset(r.document -> 'winners') as w(entry uuid, place int)
    left join "Finding" f on f.id = e."findingId" and f."publishedAt" is not null
    where w.entry = e.id and b."awardedAt" is not null and ${isUnsealed} and ${which}
    order by w.place, b."awardedAt" desc, e.id limit ${most}`;
  return rows.map(({ findingId, findingTitle, ...win }) => ({
    ...win,
    finding: findingId === null ? null : { id: findingId, title: findingTitle ?? "" },
  }));
}

/** What a finding won. Whether one may see the finding is the caller's to know. */
export function findWinsOfFinding(findingId: string): Promise<Win[]> {
  return findWins(Prisma.sql`e."findingId" = ${findingId}::uuid`);
}

/** What somebody won, alone or in a team that they confirmed; nothing of who is suspended. */
export async function findWinsOfPerson(handle: string): Promise<Win[]> {
  if (!isStorable(handle)) return [];
  return findWins(Prisma.sql`exists (select from "EntryMember" m join "User" u on u.id = m."memberId"
    where m."entryId" = e.id and m."confirmedAt" is not null and u.handle = ${handle.slice(0, 40)} and u."suspendedAt" is null)`);
}
