import type pg from "pg";

/** Each finds rows that must not be there, and says what they are. */
const forbidden: [what: string, query: string][] = [
  [
    "a judge scores for a bounty that they entered",
    `select a."judgeId" || ' of ' || a."entryId" as which from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId"
     where exists (select from "EntryMember" m join "BountyEntry" o on o.id = m."entryId"
       where o."bountyId" = e."bountyId" and m."memberId" = a."judgeId" and m."confirmedAt" is not null)`,
  ],
  [
    "a judge scores somebody they entered something together with",
    `select a."judgeId" || ' of ' || a."entryId" as which from "EntryAssignment" a
     where exists (select from "EntryMember" m join "EntryMember" shared on shared."memberId" = m."memberId" and shared."confirmedAt" is not null
       join "EntryMember" own on own."entryId" = shared."entryId" and own."memberId" = a."judgeId" and own."confirmedAt" is not null
       where m."entryId" = a."entryId" and m."confirmedAt" is not null)`,
  ],
  [
    "somebody scores who is no judge",
    `select a."judgeId" || ' of ' || a."entryId" as which from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId"
     where not exists (select from "BountyJudge" j where j."bountyId" = e."bountyId" and j."judgeId" = a."judgeId")`,
  ],
  [
    "the sponsor or a judge entered",
    `select m."memberId" || ' in ' || e.id as which from "EntryMember" m join "BountyEntry" e on e.id = m."entryId" join "Bounty" b on b.id = e."bountyId"
     where m."confirmedAt" is not null and (m."memberId" = b."sponsorId" or exists (select from "BountyJudge" j
       where j."bountyId" = b.id and j."judgeId" = m."memberId" and j."addedAt" < m."confirmedAt"))`,
  ],
  [
    "an entry was scored before the close, or after the ranking",
    `select a."entryId"::text as which from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId" join "Bounty" b on b.id = e."bountyId"
     where a."scoredAt" < b."closesAt" or a."scoredAt" > b."provisionalAt"`,
  ],
  [
    "an entry was given to more judges than its bounty says",
    `select e.id::text as which from "BountyEntry" e join "Bounty" b on b.id = e."bountyId"
     where b."judgesEach" < (select count(*) from "EntryAssignment" a join "BountyJudge" j on j."bountyId" = b.id and j."judgeId" = a."judgeId"
       where a."entryId" = e.id and a."conflictAt" is null and j."excusedAt" is null)`,
  ],
  [
    "a score does not answer each criterion with points from 0 to 10 and a sentence",
    `select a."entryId"::text as which from "EntryAssignment" a join "BountyEntry" e on e.id = a."entryId" join "Bounty" b on b.id = e."bountyId"
     where a."scoredAt" is not null and (cardinality(a.points) <> jsonb_array_length(b.rubric) or cardinality(a.reasons) <> cardinality(a.points)
       or exists (select from unnest(a.points) p where p is null or p < 0 or p > 10))`,
  ],
  [
    "somebody is of an entry twice, or an entry is whole without its team",
    `select e.id::text as which from "BountyEntry" e where e."confirmedAt" is not null
       and exists (select from "EntryMember" m where m."entryId" = e.id and m."confirmedAt" is null)`,
  ],
];

/** Of who judges what. */
export async function judgeFaults(client: pg.Client): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, query] of forbidden) {
    const { rows } = await client.query<{ which: string }>(query);
    for (const { which } of rows.slice(0, 5)) faults.push(`${what}: ${which}`);
    if (rows.length > 5) faults.push(`${what}: and ${rows.length - 5} more`);
  }
  return faults;
}
