import type { Standing } from "@/lib/bounties/bounty-words";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { standing } from "@/lib/bounties/standing";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { titleOfEntry } from "./entry-titles";
import { gatherResult } from "./gather-result";
import type { Member } from "./hold";
import { entriesOfBounty, isJudged, readProgress } from "./judged-entries";
import { mayDiscuss } from "./may-discuss";
import { readLatestResult } from "./store-result";
import type { JudgingView } from "./view";

interface Row {
  id: string;
  slug: string;
  title: string;
  standing: Standing;
  leads: boolean;
  hasEntered: boolean;
}

/** Remarks that are shown, the last ones. */
const maxRemarks = 500;

/**
 * How a bounty is being judged, for who judges or leads it: what was given to them, how far all are, and once the last has scored what all
 * gave and say. Never who entered. Throws "not-found" for everybody else.
 */
export async function getJudging(slug: string, viewer: Member): Promise<JudgingView> {
  const isJudge = Prisma.sql`exists (select from "BountyJudge" j where j."bountyId" = b.id and j."judgeId" = ${viewer.id}::uuid and j."excusedAt" is null)`;
  const [row] = isStorable(slug)
    ? await db().$queryRaw<Row[]>`
        select b.id, b.slug, b.title, ${standing} as standing, ${leadsBounty(viewer)} as leads,
          ${isJudge} and exists (select from "EntryMember" m join "BountyEntry" o on o.id = m."entryId"
            where o."bountyId" = b.id and m."memberId" = ${viewer.id}::uuid and m."confirmedAt" is not null) as "hasEntered"
        from "Bounty" b where b.slug = ${slug} and (b."isShown" and ${isJudge} or ${leadsBounty(viewer)}) and b."openedAt" is not null`
    : [];
  if (!row) throw notFound("bounty that you judge");
  const { id, ...shown } = row;
  // Before the close nobody is told how many entries there are.
  const isClosed = row.standing !== "open" && row.standing !== "cancelled";
  const none = { judged: 0, unsettled: 0, waiting: 0, unscored: 0 };
  const [judges, progress, own, talks, latest] = await Promise.all([
    readJudges(id),
    isClosed ? readProgress(db(), id) : none,
    isClosed ? readOwn(id, viewer.id) : [],
    isClosed ? mayDiscuss(db(), id, viewer) : false,
    readLatestResult(db(), id),
  ]);
  const discussion = talks ? await readDiscussion(id) : null;
  return { ...shown, judges, progress, own, discussion, result: latest?.number ?? 0 };
}

async function readJudges(bountyId: string): Promise<JudgingView["judges"]> {
  return db().$queryRaw<JudgingView["judges"]>`
    select u.handle, j."excusedAt" is not null as "isExcused", count(a."entryId") filter (where a."conflictAt" is null)::int as given,
      count(a."scoredAt")::int as scored
    from "BountyJudge" j join "User" u on u.id = j."judgeId"
    left join ("EntryAssignment" a join "BountyEntry" e on e.id = a."entryId") on a."judgeId" = j."judgeId" and e."bountyId" = j."bountyId"
    where j."bountyId" = ${bountyId}::uuid group by u.handle, j."excusedAt", j."addedAt" order by j."addedAt", u.handle`;
}

async function readOwn(bountyId: string, judgeId: string): Promise<JudgingView["own"]> {
  return db().$queryRaw<JudgingView["own"]>`
    select e.id as entry, ${titleOfEntry} as title, v."contentHash" as commitment, a.points::int[] as points,
      case when a."conflictAt" is not null then 'conflict' when a."scoredAt" is not null then 'scored' else 'waiting' end as standing
    from ${entriesOfBounty} join "EntryAssignment" a on a."entryId" = e.id
    where b.id = ${bountyId}::uuid and a."judgeId" = ${judgeId}::uuid and ${isJudged} order by a.place, e.id`;
}

async function readDiscussion(bountyId: string): Promise<NonNullable<JudgingView["discussion"]>> {
  const [scores, { agreement }, remarks] = await Promise.all([
    db().$queryRaw<NonNullable<JudgingView["discussion"]>["scores"]>`
      select e.id as entry, ${titleOfEntry} as title,
        jsonb_agg(jsonb_build_object('judge', u.handle, 'points', a.points) order by u.handle) as scores
      from ${entriesOfBounty} join "EntryAssignment" a on a."entryId" = e.id join "User" u on u.id = a."judgeId"
      where b.id = ${bountyId}::uuid and a."scoredAt" is not null and ${isJudged} group by e.id, e."findingId", v.revision order by e.id`,
    gatherResult(db(), bountyId),
    db().$queryRaw<NonNullable<JudgingView["discussion"]>["remarks"]>`
      select * from (select r.id, u.handle as author, r.at, r.body from "JudgeRemark" r join "User" u on u.id = r."authorId"
        where r."bountyId" = ${bountyId}::uuid order by r.id desc limit ${maxRemarks}) last order by id`,
  ]);
  return { scores, agreement, remarks };
}
