import { beforeAll, expect, test } from "vitest";
import { awardBounty } from "@/lib/bounty-judging/award-bounty";
import { correctAward } from "@/lib/bounty-judging/correct-award";
import { findWinsOfFinding, findWinsOfPerson } from "@/lib/bounty-judging/find-wins";
import { rankBounty } from "@/lib/bounty-judging/rank-bounty";
import { db } from "@/lib/db/client";
import { publishFinding } from "@/lib/findings/publish-finding";
import { hideWork } from "@/lib/moderation/hide-work";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { judgedByPeople, passDays, scoreAll } from "../support/judging";
import { createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

let administrator: Person;
let bounty: Awaited<ReturnType<typeof judgedByPeople>>;
let [winner, loser]: Person[] = [];
let [won, lost]: string[] = [];

const of = async (person: Person | undefined, finding: string | undefined) => ({
  ofPerson: await findWinsOfPerson(person?.handle ?? ""),
  ofFinding: await findWinsOfFinding(finding ?? ""),
});
const nothing = { ofPerson: [], ofFinding: [] };

beforeAll(async () => {
  administrator = await createPerson("administrator");
  bounty = await judgedByPeople(2, 1);
  [winner, loser] = bounty.entrants;
  const entries = await db().bountyEntry.findMany({ where: { bountyId: bounty.id }, orderBy: { id: "asc" } });
  [won, lost] = entries.map(({ findingId }) => findingId ?? "");
});

test("what is scored and ranked is won by nobody yet; once it is awarded, by who takes a place", async () => {
  await scoreAll(bounty, bounty.judges, (entry) => 9 - entry);
  expect(await of(winner, won)).toEqual(nothing);
  await rankBounty({ slug: bounty.slug, number: 0, viewer: bounty.sponsor.viewer });
  await passDays(bounty.id, 8);
  expect(await of(winner, won)).toEqual(nothing);
  await awardBounty({ slug: bounty.slug, number: 1, words: "", viewer: bounty.sponsor.viewer });
  const win = {
    slug: bounty.slug,
    title: "A circuit",
    place: 1,
    isCorrected: false,
    entry: bounty.entries[0],
  };
  // A draft stays its author's: of it the profile says that it won, and not what it is.
  expect(await of(winner, won)).toEqual({
    ofPerson: [{ ...win, finding: null }],
    ofFinding: [{ ...win, finding: null }],
  });
  expect(await of(loser, lost)).toEqual(nothing);
  await publishFinding({ findingId: won ?? "", authorId: winner?.id ?? "", revision: 1 });
  expect((await findWinsOfPerson(winner?.handle ?? ""))[0]?.finding).toEqual({
    id: won,
    title: "Who met whom",
  });
});

test("that the award was corrected is said beside it", async () => {
  await correctAward({ slug: bounty.slug, number: 2, words: "A name.", viewer: bounty.sponsor.viewer });
  expect(await findWinsOfFinding(won ?? "")).toMatchObject([{ place: 1, isCorrected: true }]);
});

test("while who entered it is suspended, or the bounty hidden, nothing was won", async () => {
  const personId = winner?.id ?? "";
  await suspendPerson({ actorId: administrator.id, personId, reason: "Spam.", until: null });
  expect(await of(winner, won)).toEqual(nothing);
  await liftSuspension({ actorId: administrator.id, personId, reason: "It was none." });
  expect((await of(winner, won)).ofPerson).toHaveLength(1);
  await hideWork({ actorId: administrator.id, subject: { kind: "bounty", id: bounty.id }, reason: "Spam." });
  expect(await of(winner, won)).toEqual(nothing);
});

test("a handle that is none, or cannot be stored, won nothing", async () => {
  for (const handle of ["nobody-here", "\0", "x".repeat(10_000)])
    expect(await findWinsOfPerson(handle)).toEqual([]);
});
