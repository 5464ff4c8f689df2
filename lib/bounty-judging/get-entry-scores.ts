import type { Viewer } from "@/lib/auth/viewer-type";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { standing } from "@/lib/bounties/standing";
import { isSigned, isVisibleEntry } from "@/lib/bounty-entries/visible-entries";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { countTraced } from "./count-traced";
import { entriesOfBounty, isSetAside } from "./judged-entries";
import { mayDiscuss } from "./may-discuss";
import type { EntryScoresView } from "./view";

interface Row {
  bountyId: string;
  file: Uint8Array;
  committedAt: Date;
  isRanked: boolean;
  asideFor: string | null;
  mayBeRuled: boolean;
}

interface Given {
  judge: string;
  judgeId: string;
  points: number[];
  reasons: string[];
  hasConflict: boolean;
  conflictReason: string;
}

/** What judges gave an entry that a viewer may see: their own, and all once it is ranked; and to its judges how much was traced for it. Throws "not-found". */
export async function getEntryScores(
  { slug, entryId }: { slug: string; entryId: string },
  viewer: Viewer,
): Promise<EntryScoresView> {
  const [row] = isStorable(slug)
    ? await db().$queryRaw<Row[]>`
        select b.id as "bountyId", v.file, v."committedAt", ${isSigned} as "isRanked",
          case when ${isSetAside} then (select r.reason from "EntryRuling" r where r."entryId" = e.id order by r.id desc limit 1) end as "asideFor",
          ${leadsBounty(viewer)} and ${standing} in ('judging', 'provisional') and b."lockedAt" is null as "mayBeRuled"
        from ${entriesOfBounty} where b.slug = ${slug} and b."isShown" and e.id = ${entryId}::uuid and ${isVisibleEntry(viewer)}`
    : [];
  if (!row) throw notFound("entry");
  const { bountyId, file, committedAt, isRanked, ...shown } = row;
  const reader = viewer.kind === "member" ? viewer.id : null;
  const talks = viewer.kind === "member" && (await mayDiscuss(db(), bountyId, viewer));
  const seesAll = isRanked || talks;
  const given = await db().$queryRaw<Given[]>`
    select u.handle as judge, a."judgeId", a.points::int[] as points, a.reasons, a."conflictAt" is not null as "hasConflict", a."conflictReason"
    from "EntryAssignment" a join "User" u on u.id = a."judgeId" join "BountyJudge" j on j."judgeId" = a."judgeId" and j."bountyId" = ${bountyId}::uuid
    where a."entryId" = ${entryId}::uuid
      and (a."judgeId" = ${reader}::uuid and j."excusedAt" is null or ${seesAll ? Prisma.sql`a."scoredAt" is not null` : Prisma.sql`false`})
    order by u.handle`;
  const own = given.find(({ judgeId }) => judgeId === reader);
  const judges = talks || (own && !own.hasConflict);
  return {
    own: own
      ? {
          standing: own.hasConflict ? "conflict" : own.points.length > 0 ? "scored" : "waiting",
          ...{ scores: scoresOf(own), conflict: own.conflictReason },
        }
      : null,
    all: seesAll
      ? given
          .filter(({ points }) => points.length > 0)
          .map((each) => ({ judge: each.judge, scores: scoresOf(each) }))
      : null,
    traced: judges && reader ? await countTraced({ entryId, file, committedAt }, reader) : null,
    ...shown,
  };
}

function scoresOf({ points, reasons }: Given): { points: number; reason: string }[] {
  return points.map((each, at) => ({ points: each, reason: reasons[at] ?? "" }));
}
