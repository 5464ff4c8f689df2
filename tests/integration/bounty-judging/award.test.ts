import { expect, test } from "vitest";
import { POST as awardRoute } from "@/app/api/v1/bounties/[slug]/award/route";
import { POST as correctRoute } from "@/app/api/v1/bounties/[slug]/corrections/route";
import {
  PUT as answerRoute,
  POST as appealRoute,
} from "@/app/api/v1/bounties/[slug]/entries/[id]/appeal/route";
import { GET as fileRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/file/route";
import { POST as replyRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/reply/route";
import { GET as entryRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/route";
import { POST as rulingRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/ruling/route";
import { GET as outcomeRoute } from "@/app/api/v1/bounties/[slug]/outcome/route";
import { POST as rankRoute } from "@/app/api/v1/bounties/[slug]/ranking/route";
import { POST as remarkRoute } from "@/app/api/v1/bounties/[slug]/remarks/route";
import { GET as resultRoute } from "@/app/api/v1/bounties/[slug]/results/[number]/route";
import { getOutcome } from "@/lib/bounty-judging/get-outcome";
import { rankBounty } from "@/lib/bounty-judging/rank-bounty";
import type { OutcomeView } from "@/lib/bounty-judging/view";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { ensureSiteAccount } from "@/lib/people/site-account";
import { judgedByPeople, passDays, scoreAll } from "../support/judging";
import { call, createPerson, guest, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

type Judged = Awaited<ReturnType<typeof judgedByPeople>>;

/** Ranked with the first entry first, the second second, and so on. */
async function ranked(entrants: number, asked: Parameters<typeof judgedByPeople>[2] = {}) {
  const bounty = await judgedByPeople(entrants, 2, asked);
  await scoreAll(bounty, bounty.judges, (entry) => 9 - entry);
  await rankBounty({ slug: bounty.slug, number: 0, viewer: bounty.sponsor.viewer });
  return bounty;
}

const post = (
  route: Parameters<typeof call>[0],
  { slug }: { slug: string },
  person: Person | null,
  body: object,
  id = "",
) => call(route, { method: "POST", params: { slug, ...(id !== "" && { id }) }, person, body });
const award = (bounty: Judged, person = bounty.sponsor, number = 1) =>
  post(awardRoute, bounty, person, { number, words: "Well found." });
const reply = (bounty: Judged, entry: number, accepts: boolean) =>
  post(replyRoute, bounty, bounty.entrants[entry] ?? null, { accepts }, bounty.entries[entry]);
const outcome = async ({ slug }: Judged, person: Person | null = null): Promise<OutcomeView> =>
  (await call(outcomeRoute, { params: { slug }, person })).json();
const title = async (response: Response) => [response.status, (await response.json()).title];
const lines = async ({ id }: Judged) => {
  const rows = await db().ledgerLine.findMany({ where: { bountyId: id }, orderBy: { id: "asc" } });
  return rows.map(({ kind, place, amount }) => `${kind} ${place} ${amount}`);
};

test("who entered appeals once, in the days for it, publicly; who leads answers once; and the award waits for both", async () => {
  const bounty = await ranked(2);
  const [entry, other] = bounty.entries as [string, string];
  const [author] = bounty.entrants as [Person];
  const body = { body: "The second node was not looked at." };
  expect((await post(appealRoute, bounty, author, body, other)).status).toBe(404);
  expect((await post(appealRoute, bounty, null, body, entry)).status).toBe(401);
  expect((await outcome(bounty, author)).own).toMatchObject([{ entry, mayAppeal: true }]);
  const twice = await Promise.all([1, 2].map(() => post(appealRoute, bounty, author, body, entry)));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([204, 409]);
  expect(await title(await award(bounty))).toEqual([409, expect.stringMatching(/appealed against until/)]);
  await passDays(bounty.id, 8);
  const late = await post(appealRoute, bounty, bounty.entrants[1] as Person, body, other);
  expect(await title(late)).toEqual([409, expect.stringMatching(/ended on/)]);
  await expect(
    db().entryAppeal.create({ data: { entryId: other, authorId: bounty.entrants[1]?.id ?? "", body: "x" } }),
  ).rejects.toThrow(/over/);
  expect(await title(await award(bounty))).toEqual([409, "1 appeal is not answered yet."]);
  const answer = (person: Person, id = entry) =>
    call(answerRoute, {
      method: "PUT",
      params: { slug: bounty.slug, id },
      person,
      body: { answer: "It was." },
    });
  expect((await answer(author)).status).toBe(404);
  expect((await answer(bounty.sponsor, other)).status).toBe(404);
  expect((await answer(bounty.sponsor)).status).toBe(204);
  expect((await answer(bounty.sponsor)).status).toBe(409);
  expect((await outcome(bounty)).appeals).toMatchObject([
    { entry, author: author.handle, ...body, answer: { by: bounty.sponsor.handle, body: "It was." } },
  ]);
  expect((await award(bounty)).status).toBe(200);
});

test("where nothing is promised the first wins, and an award is made once, by who leads, of what they have looked at", async () => {
  const bounty = await ranked(2);
  await passDays(bounty.id, 8);
  expect((await award(bounty, bounty.judges[0] as Person)).status).toBe(404);
  expect((await award(bounty, bounty.sponsor, 2)).status).toBe(409);
  expect(await title(await reply(bounty, 0, true))).toEqual([
    409,
    expect.stringMatching(/Nothing is offered/),
  ]);
  const twice = await Promise.all([1, 2, 3].map(() => award(bounty)));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect(await outcome(bounty)).toMatchObject({
    ...{ standing: "awarded", results: [{ kind: "provisional" }, { kind: "award", words: "Well found." }] },
    winners: [{ entry: bounty.entries[0], place: 1, amount: null, entrants: [bounty.entrants[0]?.handle] }],
  });
  expect(await lines(bounty)).toEqual(["awarded 1 0"]);
  for (const change of [
    db().bounty.update({ where: { id: bounty.id }, data: { awardedAt: new Date() } }),
    db().bounty.update({ where: { id: bounty.id }, data: { cancelledAt: new Date() } }),
    db().bountyResult.create({
      data: {
        bountyId: bounty.id,
        number: 9,
        kind: "award",
        actorId: bounty.sponsor.id,
        document: {},
        hash: "0".repeat(64),
      },
    }),
  ])
    await expect(change).rejects.toThrow();
});

test("who is offered a place takes it in time or the next in line is asked, and the ledger has what came of it", async () => {
  const bounty = await ranked(4, { rewards: [1000n, 400n, 100n] });
  expect(await lines(bounty)).toEqual([
    ...[
      "promised 1 1000",
      "promised 2 400",
      "promised 3 100",
      "reserved 1 1000",
      "reserved 2 400",
      "reserved 3 100",
    ],
  ]);
  expect(await title(await reply(bounty, 0, true))).toEqual([409, expect.stringMatching(/not yet/)]);
  await passDays(bounty.id, 8);
  expect((await outcome(bounty, bounty.entrants[0])).offers).toMatchObject([
    { place: 1, standing: "waiting", isOwn: true },
    { place: 2, standing: "waiting", isOwn: false },
    { place: 3, standing: "waiting", isOwn: false },
  ]);
  expect((await reply(bounty, 0, false)).status).toBe(204);
  expect((await reply(bounty, 0, false)).status).toBe(204);
  expect((await reply(bounty, 0, true)).status).toBe(409);
  expect((await reply(bounty, 1, true)).status).toBe(204);
  expect(await title(await award(bounty))).toEqual([409, expect.stringMatching(/Not all who are offered/)]);
  // The third says nothing in 14 days, the fourth was asked since the first declined and takes it.
  expect((await reply(bounty, 3, true)).status).toBe(204);
  await passDays(bounty.id, 15);
  expect(await title(await reply(bounty, 2, true))).toEqual([409, expect.stringMatching(/next in line/)]);
  expect((await outcome(bounty)).offers.map(({ place, standing }) => [place, standing])).toEqual([
    ...[
      [null, "declined"],
      [1, "accepted"],
      [null, "lapsed"],
      [2, "accepted"],
    ],
  ]);
  expect((await award(bounty)).status).toBe(200);
  expect(
    (await outcome(bounty)).winners.map(({ entry, place, amount }) => [
      bounty.entries.indexOf(entry),
      place,
      amount,
    ]),
  ).toEqual([
    [1, 1, 1000],
    [3, 2, 400],
  ]);
  expect((await lines(bounty)).slice(6)).toEqual(["awarded 1 1000", "awarded 2 400", "cancelled 3 100"]);
});

test("a place that is shared goes in equal parts to the first by rank who take it, to the last unit, also where they are fewer", async () => {
  const bounty = await ranked(4, { rewards: [1000n, 401n], sharedBy: [1, 3] });
  await expect(db().bounty.update({ where: { id: bounty.id }, data: { sharedBy: [1, 2] } })).rejects.toThrow(
    /keeps its rules/,
  );
  expect((await lines(bounty)).slice(2)).toEqual(["reserved 1 1000", "reserved 2 401"]);
  await passDays(bounty.id, 8);
  const { places, offers } = await outcome(bounty);
  expect([places, offers.map(({ place }) => place)]).toEqual([2, [1, 2, 2, 2]]);
  for (const [at, accepts] of [true, true, false, true].entries())
    expect((await reply(bounty, at, accepts)).status).toBe(204);
  expect((await award(bounty)).status).toBe(200);
  expect((await outcome(bounty)).winners).toMatchObject([
    { entry: bounty.entries[0], place: 1, amount: 1000 },
    { entry: bounty.entries[1], place: 2, amount: 201 },
    { entry: bounty.entries[3], place: 2, amount: 200 },
  ]);
  expect((await lines(bounty)).slice(4)).toEqual(["awarded 1 1000", "awarded 2 201", "awarded 2 200"]);
});

test("a prize in words goes to as many as its places say, each asked as for a sum, and is marked for each", async () => {
  const bounty = await ranked(5, { prize: "A book", sharedBy: [1, 3] });
  expect(await lines(bounty)).toEqual([]);
  await passDays(bounty.id, 8);
  const { places, offers } = await outcome(bounty);
  expect([places, offers.map(({ place }) => place)]).toEqual([2, [1, 2, 2, 2]]);
  for (const [at, accepts] of [true, false, true, true].entries())
    expect((await reply(bounty, at, accepts)).status).toBe(204);
  expect(await title(await award(bounty))).toEqual([409, expect.stringMatching(/Not all who are offered/)]);
  expect((await reply(bounty, 4, true)).status).toBe(204);
  expect((await award(bounty)).status).toBe(200);
  expect((await outcome(bounty)).winners.map(({ entry, place, amount }) => [entry, place, amount])).toEqual([
    [bounty.entries[0], 1, null],
    [bounty.entries[2], 2, null],
    [bounty.entries[3], 2, null],
    [bounty.entries[4], 2, null],
  ]);
  expect(await lines(bounty)).toEqual(["awarded 1 0", "awarded 2 0", "awarded 2 0", "awarded 2 0"]);
  const [declined] = bounty.entrants.slice(1);
  for (const place of [1, 2, 3])
    await expect(
      db().ledgerLine.create({
        data: {
          ...{ bountyId: bounty.id, kind: "awarded", place, amount: 0n, currency: "XXX" },
          ...{ entryId: bounty.entries[1] ?? "", personId: declined?.id ?? "" },
        },
      }),
    ).rejects.toThrow(/As many entries as share this place/);
});

test("one place alone is shared, reserved once somebody ranks, and taken back where nobody takes it", async () => {
  const bounty = await ranked(2, { rewards: [7n], sharedBy: [5] });
  expect(await lines(bounty)).toEqual(["promised 1 7", "reserved 1 7"]);
  await passDays(bounty.id, 8);
  for (const at of [0, 1]) expect((await reply(bounty, at, false)).status).toBe(204);
  expect((await award(bounty)).status).toBe(200);
  expect((await outcome(bounty)).winners).toEqual([]);
  expect((await lines(bounty)).slice(2)).toEqual(["cancelled 1 7"]);
});

test("a ruling after the ranking, or an entrant who is suspended, is no winner's gain: it is ranked again, and the next is asked", async () => {
  const bounty = await ranked(3, { prize: "A book" });
  await passDays(bounty.id, 8);
  const aside = { isAside: true, reason: "It is a copy." };
  expect((await post(rulingRoute, bounty, bounty.sponsor, aside, bounty.entries[0])).status).toBe(204);
  expect(await title(await award(bounty))).toEqual([409, expect.stringMatching(/ruled anew/)]);
  expect((await post(rankRoute, bounty, bounty.sponsor, { number: 1 })).status).toBe(200);
  expect(await title(await award(bounty, bounty.sponsor, 2))).toEqual([
    409,
    expect.stringMatching(/appealed against/),
  ]);
  await passDays(bounty.id, 8);
  const administrator = await createPerson("administrator");
  const suspension = { personId: bounty.entrants[1]?.id ?? "", reason: "Spam.", until: null };
  await suspendPerson({ actorId: administrator.id, ...suspension });
  expect((await outcome(bounty)).offers).toMatchObject([{ entry: bounty.entries[2], place: 1 }]);
  expect((await reply(bounty, 2, true)).status).toBe(204);
  expect((await award(bounty, bounty.sponsor, 2)).status).toBe(200);
  expect((await outcome(bounty)).winners).toMatchObject([
    { entry: bounty.entries[2], place: 1, amount: null },
  ]);
});

test("a finding that is deleted while it is judged, or whose circuit went with its dictionary, is judged and awarded as it was frozen", async () => {
  const bounty = await judgedByPeople(2, 2, { rewards: [1_000n, 400n] });
  const [first, second] = bounty.entrants as [Person, Person];
  const [entry = "", other = ""] = bounty.entries;
  const shown = async (id: string) =>
    (
      await call(entryRoute, { params: { slug: bounty.slug, id }, person: bounty.judges[0] as Person })
    ).json();
  const file = async (id: string, person: Person) =>
    (await call(fileRoute, { params: { slug: bounty.slug, id }, person })).arrayBuffer();
  const before = [
    await shown(entry),
    await shown(other),
    await file(entry, first),
    await file(other, second),
  ];
  await scoreAll(bounty, bounty.judges.slice(0, 1), (at) => 9 - at);
  const { finding } = await db().bountyEntry.findUniqueOrThrow({
    where: { id: entry },
    include: { finding: true },
  });
  await deleteFinding({ findingId: finding?.id ?? "", authorId: first.id });
  const left = await db().bountyEntry.findUniqueOrThrow({ where: { id: other }, include: { finding: true } });
  const gone = { identity: crypto.randomUUID(), graph: null, nodes: null, computedAt: null };
  await db().circuit.update({ where: { id: left.finding?.circuitId ?? "" }, data: gone });
  const after = [await shown(entry), await shown(other), await file(entry, first), await file(other, second)];
  expect(after).toEqual([{ ...before[0], circuitId: null }, ...before.slice(1)]);
  await scoreAll(bounty, bounty.judges.slice(1), (at) => 9 - at);
  expect((await post(rankRoute, bounty, bounty.sponsor, { number: 0 })).status).toBe(200);
  await passDays(bounty.id, 8);
  for (const at of [0, 1]) expect((await reply(bounty, at, true)).status).toBe(204);
  expect((await award(bounty)).status).toBe(200);
  expect((await outcome(bounty)).winners).toMatchObject([
    { entry, place: 1, title: null, entrants: [first.handle] },
    { entry: other, place: 2, title: "Who met whom", entrants: [second.handle] },
  ]);
  expect((await lines(bounty)).slice(-2)).toEqual(["awarded 1 1000", "awarded 2 400"]);
});

test("an award is corrected in public, beside what it was, and neither ranking nor ledger changes by it", async () => {
  const bounty = await ranked(1, { rewards: [5n] });
  await passDays(bounty.id, 8);
  await reply(bounty, 0, true);
  const correction = (number: number) =>
    post(correctRoute, bounty, bounty.sponsor, { number, words: "The name was misspelled." });
  expect((await correction(1)).status).toBe(409);
  expect((await award(bounty)).status).toBe(200);
  const before = await lines(bounty);
  expect((await correction(1)).status).toBe(409);
  const twice = await Promise.all([correction(2), correction(2)]);
  expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const result = async (number: string) =>
    (await call(resultRoute, { params: { slug: bounty.slug, number } })).json();
  const [first, second] = [await result("2"), await result("3")];
  expect(second).toEqual({ ...first, kind: "correction", words: "The name was misspelled.", corrects: 2 });
  expect(await lines(bounty)).toEqual(before);
});

test("nobody eligible is a ranking of nobody, and an award of nothing", async () => {
  const bounty = await judgedByPeople(0, 1, { rewards: [70n] });
  await rankBounty({ slug: bounty.slug, number: 0, viewer: bounty.sponsor.viewer });
  await passDays(bounty.id, 8);
  expect((await award(bounty)).status).toBe(200);
  expect(await outcome(bounty)).toMatchObject({ standing: "awarded", ranked: [], winners: [] });
  expect(await lines(bounty)).toEqual(["promised 1 70", "cancelled 1 70"]);
});

test("the site's own bounty is led by its administrators, and by nobody else", async () => {
  const bounty = await judgedByPeople(1, 1);
  await scoreAll(bounty, bounty.judges, () => 7);
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.bounty.update({ where: { id: bounty.id }, data: { sponsorId: await ensureSiteAccount() } });
  });
  const [administrator, moderator] = [await createPerson("administrator"), await createPerson("moderator")];
  const remark = (person: Person) => post(remarkRoute, bounty, person, { body: "Look at the second node." });
  expect((await remark(moderator)).status).toBe(404);
  expect((await remark(administrator)).status).toBe(200);
  const rank = (person: Person) => post(rankRoute, bounty, person, { number: 0 });
  expect((await rank(moderator)).status).toBe(404);
  expect((await rank(bounty.sponsor)).status).toBe(404);
  expect((await rank(administrator)).status).toBe(200);
  expect((await getOutcome(bounty.slug, administrator.viewer)).leads).toBe(true);
  expect((await getOutcome(bounty.slug, guest())).leads).toBe(false);
});
