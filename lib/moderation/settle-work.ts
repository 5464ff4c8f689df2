import type { Transaction } from "@/lib/db/client";
import { countIntruders } from "@/lib/labels/intruders/count-intruders";
import type { SideKey } from "@/lib/labels/label-event";
import { countSaid, settleNaming } from "@/lib/labels/naming";
import { estimateAnew } from "@/lib/labels/raters/find-crowd";
import { withdrawDoubled } from "@/lib/labels/withdraw-doubled";

/** Somebody may have voted on ten thousand labels. */
export const settleLimits = { maxWait: 15_000, timeout: 300_000 };

/**
 * Has all that somebody made follow whether they are suspended: triggers (the migration `moderation`) take the marks of what is public
 * away or put them back, and labels are counted again. For who holds the person's row.
 */
export async function settleWorkOf(tx: Transaction, personId: string): Promise<void> {
  // Whoever changes a side meanwhile is waited for; all who hold several do so in this order.
  const sides = await tx.$queryRaw<SideKey[]>`
    select n."dictionaryId", n.index, n.side::text as side from "Naming" n
    where (n."dictionaryId", n.index, n.side) in (
      select l."dictionaryId", l.index, l.side from "Label" l where l."authorId" = ${personId}::uuid
      union select l."dictionaryId", l.index, l.side from "LabelVote" v join "Label" l on l.id = v."labelId"
        where v."voterId" = ${personId}::uuid
      union select l."dictionaryId", l.index, l.side from "LabelCheck" c join "Label" l on l.id = c."labelId"
        where c."raterId" = ${personId}::uuid and c."answeredAt" is not null
      union select q."dictionaryId", q.index, 'input'::"LabelSide" from "IntruderQuestion" q
        where q."raterId" = ${personId}::uuid and q."answeredAt" is not null)
    order by n."dictionaryId", n.index, n.side for update`;
  await tx.$queryRaw`
    select 1 from "Conversation" where id in (select "conversationId" from "Comment" where "authorId" = ${personId}::uuid)
    order by id for update`;
  await holdProjects(tx, personId);
  await withdrawDoubled(tx, { authorId: personId });
  await tx.$executeRaw`update "Finding" set "publishedAt" = "publishedAt" where "authorId" = ${personId}::uuid`;
  await tx.$executeRaw`update "Collection" set "isPublic" = "isPublic" where "ownerId" = ${personId}::uuid`;
  await tx.$executeRaw`update "Family" set "isPublic" = "isPublic" where "ownerId" = ${personId}::uuid`;
  await tx.$executeRaw`update "Experiment" set "isPublic" = "isPublic" where "ownerId" = ${personId}::uuid`;
  await tx.$executeRaw`update "Comment" set "isPublic" = "isPublic" where "authorId" = ${personId}::uuid`;
  await tx.$executeRaw`update "Project" set "isShown" = "isShown" where "creatorId" = ${personId}::uuid`;
  await tx.$queryRaw`select count_judgements_of(${personId}::uuid)::text`;
  await tx.$executeRaw`update "Bounty" set "isShown" = "isShown" where "sponsorId" = ${personId}::uuid`;
  await tx.$executeRaw`update "WantedItem" set "isShown" = "isShown" where "askerId" = ${personId}::uuid`;
  await tx.$queryRaw`
    select count_wanted_votes(v."wantedId")::text from (
      select "wantedId" from "WantedVote" where "voterId" = ${personId}::uuid order by 1) v`;
  await tx.$executeRaw`update "Label" set "withdrawnAt" = "withdrawnAt" where "authorId" = ${personId}::uuid`;
  await tx.$executeRaw`update "LabelVote" set wording = wording where "voterId" = ${personId}::uuid`;
  const counted = await tx.$queryRaw<{ id: string; isAnswered: boolean }[]>`
    select id, bool_or("isAnswered") as "isAnswered" from (
      select v."labelId" as id, false as "isAnswered" from "LabelVote" v where v."voterId" = ${personId}::uuid
      union select c."labelId", true from "LabelCheck" c where c."raterId" = ${personId}::uuid and c."answeredAt" is not null) said
    group by 1 order by 1`;
  for (const { id, isAnswered } of counted) {
    await countSaid(tx, id);
    // Estimates are made of blind answers: votes change none.
    if (isAnswered) await estimateAnew(tx, id);
  }
  for (const side of sides) {
    if (side.side === "input") await countIntruders(tx, side);
    await settleNaming(tx, side);
  }
}

/**
 * Holds the projects that somebody began and what they judged of any, in the orders of all who hold several; one without an owner, of which
 * they are the first member who is not suspended, is theirs from now on.
 */
async function holdProjects(tx: Transaction, personId: string): Promise<void> {
  await tx.$queryRaw`
    select lead_project(p.id)::text from (
      select m."projectId" as id from "ProjectMember" m where m."memberId" = ${personId}::uuid and not exists (
        select from "ProjectMember" o where o."projectId" = m."projectId" and o.role = 'owner') order by 1) p`;
  await tx.$queryRaw`select 1 from "Project" where "creatorId" = ${personId}::uuid order by id for update`;
  await tx.$queryRaw`
    select 1 from "ProjectFeature" where id in (
      select f.id from "Project" p join "ProjectFeature" f on f."projectId" = p.id where p."creatorId" = ${personId}::uuid
      union select f.id from "Judgement" j join "ProjectFeature" f on f."dictionaryId" = j."dictionaryId" and f.index = j.index
        where j."judgeId" = ${personId}::uuid)
    order by "dictionaryId", index, "projectId" for update`;
}
