import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { awardBounty } from "@/lib/bounty-judging/award-bounty";
import { rankBounty } from "@/lib/bounty-judging/rank-bounty";
import { replyToOffer } from "@/lib/bounty-judging/reply";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { checkRows } from "@/scripts/contest/check/check-rows";
import { judgeAgain } from "@/scripts/contest/check/judge-again";
import { judgedByPeople, passDays, scoreAll } from "../support/judging";
import type { Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

let client: pg.PoolClient;

/** A contest that was awarded, one that is ranked and one that is open, with rewards. */
beforeAll(async () => {
  const rewards = [500n, 200n];
  const bounty = await judgedByPeople(4, 2, { rewards });
  await scoreAll(bounty, bounty.judges, (entry, judge) => 8 - entry + judge);
  await rankBounty({ slug: bounty.slug, number: 0, viewer: bounty.sponsor.viewer });
  await passDays(bounty.id, 8);
  for (const [at, entryId] of bounty.entries.slice(0, 2).entries())
    await replyToOffer({
      ...{ slug: bounty.slug, entryId, accepts: true },
      viewer: (bounty.entrants[at] as Person).viewer,
    });
  await awardBounty({ slug: bounty.slug, number: 1, words: "Well found.", viewer: bounty.sponsor.viewer });
  await passDays(bounty.id, -8);
  const other = await judgedByPeople(2, 1, { rewards });
  await scoreAll(other, other.judges, (entry) => 5 + entry);
  await rankBounty({ slug: other.slug, number: 0, viewer: other.sponsor.viewer });
  await judgedByPeople(1, 1, { rewards });
  // What was scored was scored between the close and the ranking, which the days that passed have not moved.
  client = await pool().connect();
});

afterAll(() => client.release());

/** What is found wrong once a statement has been written past every rule of the tables; then it is as it was. */
async function broken(...statements: string[]): Promise<string[]> {
  await client.query("begin");
  try {
    await client.query("set local session_replication_role = replica");
    for (const statement of statements) {
      const { rowCount, command } = await client.query(statement);
      if (["INSERT", "UPDATE", "DELETE"].includes(command)) expect(rowCount, statement).toBeGreaterThan(0);
    }
    return (await checkRows(client)).faults;
  } finally {
    await client.query("rollback");
  }
}

const awarded = `(select id from "Bounty" where "awardedAt" is not null)`;
const ranked = `(select id from "Bounty" where "awardedAt" is null and "provisionalAt" is not null)`;
const ofAwarded = `"bountyId" = ${awarded}`;
const anEntry = `(select id from "BountyEntry" where ${ofAwarded} order by id limit 1)`;

test("of what the site does nothing is wrong, and every report comes out again", async () => {
  expect(await checkRows(client)).toMatchObject({
    ...{ faults: [], counts: { entriesStored: 7, eligible: 7, results: 3 } },
  });
  expect(await judgeAgain(client)).toEqual({ faults: [], counts: { judgedAgain: 7 } });
});

test.each<[what: string, says: RegExp, ...statements: string[]]>([
  [
    "an entry after the deadline",
    /after the deadline/,
    `update "EntryVersion" set "committedAt" = (select "closesAt" from "Bounty" where id = ${awarded}) where "entryId" = ${anEntry}`,
  ],
  [
    "an entry before the opening",
    /before the opening/,
    `update "EntryVersion" set "committedAt" = "committedAt" - interval '9 days' where "entryId" = ${anEntry}`,
  ],
  [
    "another moment than its facts say",
    /another moment/,
    `update "EntryVersion" set "committedAt" = "committedAt" - interval '1 millisecond' where "entryId" = ${anEntry}`,
  ],
  [
    "content that was changed after it was committed to",
    /other content/,
    `update "EntryVersion" set file = (select file from "EntryVersion" o where o."entryId" <> ${anEntry} limit 1) where "entryId" = ${anEntry}`,
  ],
  [
    "facts that were changed",
    /other facts/,
    `update "EntryVersion" set "factsHash" = repeat('0', 64) where "entryId" = ${anEntry}`,
  ],
  [
    "a report that says otherwise",
    /eligible otherwise/,
    `update "EntryVersion" set "isEligible" = false where "entryId" = ${anEntry}`,
  ],
  [
    "terms that were changed",
    /other terms/,
    `update "Bounty" set "termsHash" = repeat('0', 64) where id = ${awarded}`,
  ],
  [
    "a version that is missing",
    /comes after version 0/,
    `update "EntryVersion" set number = 2 where "entryId" = ${anEntry}`,
    `update "BountyEntry" set latest = 2 where id = ${anEntry}`,
  ],
  [
    "a version that was lost",
    /0 versions and says 1/,
    `delete from "EntryVersion" where "entryId" = ${anEntry}`,
  ],
  [
    "a finding that is entered twice",
    /entered twice/,
    `drop index "BountyEntry_bountyId_findingId_key"`,
    `insert into "BountyEntry" (id, "bountyId", "entrantId", "findingId")
       select gen_random_uuid(), "bountyId", "entrantId", "findingId" from "BountyEntry" where id = ${anEntry}`,
  ],
  [
    "a judge on their own",
    /a bounty that they entered/,
    `insert into "EntryMember" ("entryId", "memberId", "confirmedAt")
       select ${anEntry}, "judgeId", now() from "BountyJudge" where ${ofAwarded} limit 1`,
  ],
  [
    "a judge on a mate's",
    /entered something together/,
    `insert into "BountyEntry" (id, "bountyId", "entrantId") select '00000000-0000-7000-8000-000000000001'::uuid, ${ranked}, "entrantId" from "BountyEntry" where id = ${anEntry}`,
    `insert into "EntryMember" ("entryId", "memberId", "confirmedAt")
       select '00000000-0000-7000-8000-000000000001'::uuid, "judgeId", now() from "BountyJudge" where ${ofAwarded}
       union all select '00000000-0000-7000-8000-000000000001'::uuid, "entrantId", now() from "BountyEntry" where id = ${anEntry}`,
  ],
  ["a stranger's score", /who is no judge/, `delete from "BountyJudge" where ${ofAwarded}`],
  [
    "a sponsor who entered",
    /sponsor or a judge entered/,
    `insert into "EntryMember" ("entryId", "memberId", "confirmedAt") select ${anEntry}, "sponsorId", now() from "Bounty" where id = ${awarded}`,
  ],
  [
    "a score before the close",
    /before the close/,
    `update "EntryAssignment" set "scoredAt" = "scoredAt" - interval '1 day' where "entryId" = ${anEntry}`,
  ],
  [
    "a score after the ranking",
    /after the ranking/,
    `update "EntryAssignment" set "scoredAt" = "scoredAt" + interval '1 day' where "entryId" = ${anEntry}`,
  ],
  ["more judges than were said", /more judges/, `update "Bounty" set "judgesEach" = 1 where id = ${awarded}`],
  [
    "a criterion without points",
    /each criterion/,
    `alter table "EntryAssignment" drop constraint "EntryAssignment_scores_check"`,
    `update "EntryAssignment" set points = '{7,7,7}' where "entryId" = ${anEntry}`,
  ],
  [
    "a team that is not whole",
    /without its team/,
    `update "EntryMember" set "confirmedAt" = null where "entryId" = ${anEntry}`,
  ],
  [
    "two awards",
    /has 2 awards/,
    `drop index "BountyResult_one_award"`,
    `insert into "BountyResult" ("bountyId", number, kind, "actorId", document, hash)
       select "bountyId", 3, kind, "actorId", document, hash from "BountyResult" where kind = 'award'`,
  ],
  ["an award that was lost", /has 0 awards/, `delete from "BountyResult" where kind = 'award'`],
  [
    "a ranking that was lost",
    /stands at 1/,
    `delete from "BountyResult" where kind = 'provisional' and ${ofAwarded}`,
  ],
  [
    "a result that was changed",
    /not what its hash is of/,
    `update "BountyResult" set hash = repeat('0', 64) where kind = 'award'`,
  ],
  [
    "two at one place",
    /not 1, 2, 3/,
    `update "BountyResult" set document = jsonb_set(document, '{ranked,1,place}', '1') where kind = 'award'`,
  ],
  [
    "one at two places",
    /ranks twice/,
    `update "BountyResult" set document = jsonb_set(document, '{ranked,1,entry}', document#>'{ranked,0,entry}') where kind = 'award'`,
  ],
  [
    "an award of another ranking",
    /another ranking than was appealed/,
    `update "BountyResult" set document = document #- '{ranked,3}' where kind = 'award'`,
  ],
  [
    "winners who did not rank so",
    /otherwise than they rank/,
    `update "BountyResult" set document = jsonb_set(jsonb_set(document, '{winners,0,entry}', document#>'{winners,1,entry}'),
       '{winners,1,entry}', document#>'{winners,0,entry}') where kind = 'award'`,
  ],
  [
    "a place that is shared by more than it is promised to",
    /other places than are promised/,
    `update "BountyResult" set document = jsonb_set(document, '{winners,1,place}', '1') where kind = 'award'`,
  ],
  [
    "parts that are not equal",
    /who share it get 498, 2/,
    `update "Bounty" set rewards = '{500}', "sharedBy" = '{2}' where id = ${awarded}`,
    `update "BountyResult" set document = jsonb_set(jsonb_set(jsonb_set(document, '{winners,1,place}', '1'), '{winners,0,amount}', '498'),
       '{winners,1,amount}', '2') where kind = 'award'`,
  ],
  [
    "scores that come to another order",
    /come to another ranking/,
    `update "EntryAssignment" set points = '{0,0,0,0}' where "entryId" = ${anEntry}`,
  ],
  [
    "scores that come to another sum",
    /the scores come to/,
    `update "BountyResult" set document = jsonb_set(document, '{ranked,0,score,sum}', '1') where ${ofAwarded}`,
  ],
  [
    "an entry that was forgotten",
    /stand in the ranking or beside it/,
    `update "BountyResult" set document = document #- '{ranked,3}' where ${ofAwarded}`,
  ],
  [
    "a promise that was lost",
    /promised less cancelled/,
    `delete from "LedgerLine" where kind = 'promised' and ${ofAwarded} and place = 2`,
  ],
  [
    "a promise of something else",
    /must be 500/,
    `update "LedgerLine" set amount = 501 where kind = 'promised' and place = 1 and "bountyId" = ${ranked}`,
  ],
  ["a ledger that is not there", /in no ledger/, `delete from "LedgerLine" where "bountyId" = ${ranked}`],
  [
    "more awarded than there was",
    /more USD went than was there/,
    `update "LedgerLine" set amount = 900 where kind = 'awarded' and place = 1`,
  ],
  [
    "an award without money",
    /the ledger does not/,
    `delete from "LedgerLine" where kind = 'awarded' and place = 1`,
  ],
  [
    "money for nobody's award",
    /awards what the award does not/,
    `update "BountyResult" set document = jsonb_set(document, '{winners}', '[]') where kind = 'award'`,
  ],
  [
    "the same awarded twice",
    /twice awarded/,
    `drop index "LedgerLine_once"`,
    `insert into "LedgerLine" ("bountyId", kind, place, amount, currency, "entryId", "personId")
       select "bountyId", kind, place, amount, currency, "entryId", "personId" from "LedgerLine" where kind = 'awarded' and place = 1`,
  ],
  [
    "money for who did not enter",
    /who did not enter it/,
    `update "LedgerLine" set "personId" = (select "sponsorId" from "Bounty" where id = ${awarded}) where kind = 'awarded' and place = 1`,
  ],
  [
    "more paid than was awarded",
    /more than was awarded/,
    `insert into "LedgerLine" ("bountyId", kind, place, amount, currency, "entryId", "personId", reference)
       select "bountyId", 'paid', place, amount + 1, currency, "entryId", "personId", 'x' from "LedgerLine" where kind = 'awarded' and place = 1`,
  ],
])("it finds %s", async (_, says, ...statements) => {
  expect(await broken(...statements)).toContainEqual(expect.stringMatching(says));
});

test("a report that the rules do not give is found by judging it again", async () => {
  await client.query("begin");
  await client.query("set local session_replication_role = replica");
  await client.query(
    `update "EntryVersion" set report = jsonb_set(report, '{eligible}', 'null') where "entryId" = ${anEntry}`,
  );
  expect((await judgeAgain(client)).faults).toEqual([expect.stringMatching(/comes out otherwise/)]);
  await client.query("rollback");
  expect(await db().entryVersion.count({ where: { isEligible: true } })).toBe(7);
});
