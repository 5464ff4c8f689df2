import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { POST as conflictRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/conflict/route";
import { GET as entryRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/route";
import { POST as rulingRoute } from "@/app/api/v1/bounties/[slug]/entries/[id]/ruling/route";
import {
  PUT as scoreRoute,
  GET as scoresRoute,
} from "@/app/api/v1/bounties/[slug]/entries/[id]/scores/route";
import { DELETE as excuseRoute } from "@/app/api/v1/bounties/[slug]/judges/[handle]/route";
import { POST as nameRoute } from "@/app/api/v1/bounties/[slug]/judges/route";
import { GET as judgingRoute } from "@/app/api/v1/bounties/[slug]/judging/route";
import { GET as outcomeRoute } from "@/app/api/v1/bounties/[slug]/outcome/route";
import { POST as rankRoute } from "@/app/api/v1/bounties/[slug]/ranking/route";
import { POST as remarkRoute } from "@/app/api/v1/bounties/[slug]/remarks/route";
import { GET as resultRoute } from "@/app/api/v1/bounties/[slug]/results/[number]/route";
import { settleEntry } from "@/lib/bounty-entries/settle-entry";
import { assignEntries } from "@/lib/bounty-judging/assign-entries";
import { appealsUntil } from "@/lib/bounty-judging/hold";
import { resultSchema } from "@/lib/bounty-judging/result";
import type { JudgingView } from "@/lib/bounty-judging/view";
import type { Circuit } from "@/lib/circuit-format/circuit";
import { db, type Transaction } from "@/lib/db/client";
import { canonicalHash } from "@/lib/finding-format/canonical";
import { liftSuspension } from "@/lib/moderation/lift-suspension";
import { suspendPerson } from "@/lib/moderation/suspend-person";
import { openRuled } from "../support/entries";
import { judgedByPeople, scoreAll, scoresOf } from "../support/judging";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_JOBS_WAITING: "500" } });

const judging = async (slug: string, person: Person): Promise<JudgingView> =>
  (await call(judgingRoute, { params: { slug }, person })).json();
const score = (slug: string, id: string, person: Person, scores = scoresOf(5, 5, 5, 5)) =>
  call(scoreRoute, { method: "PUT", params: { slug, id }, person, body: { scores } });
const rank = (slug: string, person: Person, number = 0) =>
  call(rankRoute, { method: "POST", params: { slug }, person, body: { number } });
const title = async (response: Response) => [response.status, (await response.json()).title];

test("each judge is given every entry in an order of their own, and sees neither who entered nor what others gave", async () => {
  const { slug, entries, judges, entrants, sponsor } = await judgedByPeople(6, 2);
  const [first, second] = judges as [Person, Person];
  const [mine, theirs] = [await judging(slug, first), await judging(slug, second)];
  const order = ({ own }: JudgingView) => own.map(({ entry }) => entry);
  expect(order(mine).toSorted()).toEqual(entries.toSorted());
  expect(order(theirs).toSorted()).toEqual(entries.toSorted());
  expect(order(await judging(slug, first))).toEqual(order(mine));
  const [entry = ""] = order(mine);
  expect((await score(slug, entry, second, scoresOf(1, 2, 3, 4))).status).toBe(204);
  for (const person of [first, sponsor, entrants[0] as Person, null]) {
    const shown = await (await call(scoresRoute, { params: { slug, id: entry }, person })).json();
    expect(shown.all).toBeNull();
    expect(JSON.stringify(shown)).not.toContain("It is worth");
    const told = await (await call(entryRoute, { params: { slug, id: entry }, person })).text();
    if (person !== entrants[0])
      for (const { handle, id } of entrants) expect(told.includes(handle) || told.includes(id)).toBe(false);
  }
  expect((await judging(slug, first)).discussion).toBeNull();
  expect(JSON.stringify(await judging(slug, first))).not.toMatch(/It is worth/);
  expect((await call(judgingRoute, { params: { slug }, person: entrants[0] as Person })).status).toBe(404);
  expect(
    (await call(judgingRoute, { params: { slug }, person: await createPerson("moderator") })).status,
  ).toBe(404);
});

test("where each entry has so many judges, all are given as much, and nobody scores what was not given to them", async () => {
  const { slug, entries, judges } = await judgedByPeople(6, 3, { judgesEach: 2 });
  const sheets = await Promise.all(judges.map((judge) => judging(slug, judge)));
  expect(sheets.map(({ own }) => own.length)).toEqual([4, 4, 4]);
  const [judge] = judges as [Person];
  const given = sheets[0]?.own.map(({ entry }) => entry) ?? [];
  const notGiven = entries.find((entry) => !given.includes(entry)) ?? "";
  expect((await score(slug, notGiven, judge)).status).toBe(404);
  expect((await score(slug, given[0] ?? "", await createPerson())).status).toBe(404);
  for (const wrong of [
    scoresOf(5, 5, 5, 5).slice(1),
    scoresOf(5, 5, 5, 11),
    scoresOf(5, 5, 5, -1),
    scoresOf(5, 5, 5, 0.5),
    scoresOf(5, 5, 5, 5).map((each) => ({ ...each, reason: "" })),
  ])
    expect((await score(slug, given[0] ?? "", judge, wrong)).status).toBe(wrong.length === 4 ? 400 : 422);
});

test("a declared conflict gives an entry to another, for good, and who was excused is made up for", async () => {
  const { slug, entries, judges, sponsor, id } = await judgedByPeople(2, 3, { judgesEach: 2 });
  const [entry = ""] = entries;
  const holders = async () =>
    (
      await db().entryAssignment.findMany({
        where: { entryId: entry, conflictAt: null },
        orderBy: { assignedAt: "asc" },
      })
    ).map(({ judgeId }) => judgeId);
  const before = await holders();
  const torn = judges.find((judge) => judge.id === before[0]) as Person;
  expect((await score(slug, entry, torn)).status).toBe(204);
  const declare = {
    method: "POST",
    params: { slug, id: entry },
    person: torn,
    body: { reason: "We share a desk." },
  };
  expect((await call(conflictRoute, declare)).status).toBe(204);
  expect((await call(conflictRoute, declare)).status).toBe(204);
  expect((await holders()).length).toBe(2);
  expect(await holders()).not.toContain(torn.id);
  expect(await title(await score(slug, entry, torn))).toEqual([409, expect.stringContaining("conflict")]);
  const scored = await db().entryAssignment.findFirstOrThrow({ where: { entryId: entry, judgeId: torn.id } });
  expect(scored).toMatchObject({ points: [], reasons: [], conflictReason: "We share a desk." });
  const excused = judges.find((judge) => judge.id === before[1]) as Person;
  const excuse = { method: "DELETE", params: { slug, handle: excused.handle } };
  expect((await call(excuseRoute, { ...excuse, person: torn })).status).toBe(404);
  expect((await call(excuseRoute, { ...excuse, person: sponsor })).status).toBe(204);
  expect((await score(slug, entry, excused)).status).toBe(404);
  const named = await createPerson();
  const name = { method: "POST", params: { slug }, body: { handle: named.handle } };
  expect((await call(nameRoute, { ...name, person: torn })).status).toBe(404);
  expect((await call(nameRoute, { ...name, person: sponsor })).status).toBe(204);
  expect((await call(nameRoute, { ...name, person: sponsor })).status).toBe(204);
  expect((await holders()).includes(named.id)).toBe(true);
  const kinds = await db().bountyEvent.findMany({ where: { bountyId: id }, orderBy: { id: "asc" } });
  expect(kinds.map(({ kind }) => kind)).toEqual(["judge-excused", "judge-named"]);
});

test("nobody judges a bounty that they entered for, nor whom they entered anything with, however they became a judge", async () => {
  const { slug, id, entries, entrants, judges, sponsor } = await judgedByPeople(2, 1);
  const [rival, mate] = [entrants[0] as Person, await createPerson()];
  const other = await openRuled();
  const together = await db().bountyEntry.create({ data: { bountyId: other.id, entrantId: mate.id } });
  await db().entryMember.createMany({
    data: [mate, entrants[1] as Person].map((each) => ({
      ...{ entryId: together.id, memberId: each.id, confirmedAt: new Date() },
    })),
  });
  for (const { handle } of [rival, mate]) {
    const body = { handle };
    expect((await call(nameRoute, { method: "POST", params: { slug }, person: sponsor, body })).status).toBe(
      204,
    );
  }
  const given = await db().entryAssignment.findMany({ where: { entry: { bountyId: id } } });
  const pairs = given.map(({ entryId, judgeId }) => `${entries.indexOf(entryId)} ${judgeId}`).toSorted();
  expect(pairs).toEqual([`0 ${judges[0]?.id}`, `1 ${judges[0]?.id}`, `0 ${mate.id}`].toSorted());
  expect(await judging(slug, rival)).toMatchObject({ hasEntered: true, own: [] });
  await expect(
    db().entryAssignment.create({ data: { entryId: entries[1] ?? "", judgeId: rival.id } }),
  ).rejects.toThrow(/where they entered/);
});

test("once the last has scored all judges see what each gave, talk, change it, and what was given blind stays beside it", async () => {
  const { slug, id, entries, judges, sponsor } = await judgedByPeople(2, 2);
  const [first, second] = judges as [Person, Person];
  const remark = (person: Person) =>
    call(remarkRoute, {
      method: "POST",
      params: { slug },
      person,
      body: { body: "Look at the second node." },
    });
  await scoreAll({ slug, entries: entries.slice(1) }, judges, () => 4);
  await scoreAll({ slug, entries: entries.slice(0, 1) }, [first], () => 9);
  expect((await remark(first)).status).toBe(409);
  expect(await title(await rank(slug, sponsor))).toEqual([
    409,
    expect.stringMatching(/1 score is still waited for/),
  ]);
  await scoreAll({ slug, entries: entries.slice(0, 1) }, [second], () => 3);
  expect((await remark(first)).status).toBe(200);
  expect((await remark(await createPerson())).status).toBe(404);
  const { discussion } = await judging(slug, second);
  expect(discussion?.scores).toHaveLength(2);
  expect(discussion?.remarks.map(({ author, body }) => [author, body])).toEqual([
    [first.handle, "Look at the second node."],
  ]);
  // Two things, scored 9 and 3, 4 and 4: alpha for intervals, by hand 1 - (36 * 2 / 4) / ((25+25+36+1+1+0) / 6).
  expect(discussion?.agreement[0]).toMatchObject({ criterion: "rigour", entries: 2 });
  expect(discussion?.agreement[0]?.alpha).toBeCloseTo(1 - 18 / (88 / 6), 12);
  expect((await judging(slug, sponsor)).discussion?.scores).toHaveLength(2);
  expect((await score(slug, entries[0] ?? "", second, scoresOf(8, 8, 8, 8))).status).toBe(204);
  const changed = await db().entryAssignment.findFirstOrThrow({
    where: { entryId: entries[0] ?? "", judgeId: second.id },
  });
  expect([changed.points, changed.blindPoints]).toEqual([
    [8, 8, 8, 8],
    [3, 3, 3, 3],
  ]);
  expect((await judging(slug, first)).discussion?.agreement[0]?.alpha).toBeCloseTo(1 - 18 / (88 / 6), 12);
  await expect(
    db().entryAssignment.updateMany({ where: { judgeId: second.id }, data: { blindPoints: [1, 1, 1, 1] } }),
  ).rejects.toThrow(/blind/);
  expect(await db().bountyResult.count({ where: { bountyId: id } })).toBe(0);
});

test("a ranking is the mean of the scores, is signed, stands, and of two at once one is made", async () => {
  const { slug, id, entries, judges, entrants, sponsor } = await judgedByPeople(3, 2);
  await scoreAll({ slug, entries }, judges, (entry, judge) => [5, 9, 5][entry] ?? judge);
  const at = await Promise.all([rank(slug, sponsor), rank(slug, sponsor), rank(slug, await createPerson())]);
  expect(at.map(({ status }) => status).toSorted()).toEqual([200, 404, 409]);
  const outcome = await (await call(outcomeRoute, { params: { slug } })).json();
  // Of the same score the first commitment is first.
  expect(
    outcome.ranked.map(({ entry, place }: { entry: string; place: number }) => [
      entries.indexOf(entry),
      place,
    ]),
  ).toEqual([
    [1, 1],
    [0, 2],
    [2, 3],
  ]);
  expect(outcome.ranked[0]).toMatchObject({
    ...{ entrants: [entrants[1]?.handle], judges: 2, score: { sum: 180, over: 200 } },
    title: "Who met whom",
  });
  expect(outcome).toMatchObject({
    standing: "provisional",
    leads: false,
    results: [{ number: 1, kind: "provisional" }],
  });
  const document = resultSchema.parse(
    await (await call(resultRoute, { params: { slug, number: "1" } })).json(),
  );
  expect(canonicalHash(document)).toBe(outcome.results[0].hash);
  expect((await call(resultRoute, { params: { slug, number: "2" } })).status).toBe(404);
  const shown = await (await call(scoresRoute, { params: { slug, id: entries[0] ?? "" } })).json();
  expect(shown.all).toHaveLength(2);
  expect(await title(await score(slug, entries[0] ?? "", judges[0] as Person))).toEqual([
    409,
    expect.stringContaining("ranked"),
  ]);
  for (const change of [
    db().entryAssignment.updateMany({
      where: { judgeId: judges[0]?.id ?? "" },
      data: { reasons: ["a", "b", "c", "d"] },
    }),
    db().bountyJudge.create({ data: { bountyId: id, judgeId: (await createPerson()).id } }),
    db().bountyResult.updateMany({ where: { bountyId: id }, data: { kind: "award" } }),
    db().bountyResult.deleteMany({ where: { bountyId: id } }),
    db().bounty.update({ where: { id }, data: { provisionalAt: null } }),
    db().bounty.update({ where: { id }, data: { awardedAt: new Date() } }),
  ])
    await expect(change).rejects.toThrow();
});

test("what was ruled aside does not rank, with its reason, and ranks again in the next ranking", async () => {
  const { slug, entries, judges, sponsor } = await judgedByPeople(2, 1);
  await scoreAll({ slug, entries }, judges, (entry) => 5 + entry);
  const rule = (isAside: boolean, person: Person = sponsor) =>
    call(rulingRoute, {
      ...{ method: "POST", params: { slug, id: entries[1] ?? "" }, person },
      body: { isAside, reason: isAside ? "It is a copy." : "It is none." },
    });
  expect((await rule(true, judges[0] as Person)).status).toBe(404);
  expect((await rule(true)).status).toBe(204);
  expect((await rule(true)).status).toBe(204);
  expect((await rank(slug, sponsor)).status).toBe(200);
  const outcome = async () => (await call(outcomeRoute, { params: { slug } })).json();
  expect(await outcome()).toMatchObject({
    ...{ ranked: [{ entry: entries[0] }], rulings: [{ isAside: true, by: sponsor.handle }] },
    unranked: [{ entry: entries[1], why: "set-aside", reason: "It is a copy." }],
  });
  expect((await rule(false)).status).toBe(204);
  expect((await rank(slug, sponsor, 0)).status).toBe(409);
  expect((await rank(slug, sponsor, 1)).status).toBe(200);
  expect(await outcome()).toMatchObject({
    ...{ ranked: [{ entry: entries[1] }, { entry: entries[0] }], unranked: [] },
    results: [{ number: 1 }, { number: 2 }],
  });
});

test("what the rules told is public with what came of it: of each entry which ones it did not keep to", async () => {
  const rules = [
    { kind: "novelty", version: 1, maxLikeness: 0.85 },
    { kind: "write-up", version: 1, minWords: 1, minQuoted: 1 },
    { kind: "verified", version: 1 },
  ];
  const copied = await judgedByPeople(2, 1, { rules: rules.slice(0, 2) });
  const [first = "", copy = ""] = copied.entries;
  await scoreAll(copied, copied.judges, () => 5);
  expect((await rank(copied.slug, copied.sponsor)).status).toBe(200);
  const outcome = async (slug: string) => (await call(outcomeRoute, { params: { slug } })).json();
  expect(await outcome(copied.slug)).toMatchObject({
    ranked: [{ entry: first }],
    unranked: [{ entry: copy, why: "ineligible", rules: [{ kind: "novelty", outcome: "failed" }] }],
  });
  // Also of what was ruled aside beside.
  const aside = { isAside: true, reason: "It is a copy." };
  const at = { params: { slug: copied.slug, id: copy }, person: copied.sponsor };
  expect((await call(rulingRoute, { method: "POST", ...at, body: aside })).status).toBe(204);
  expect((await rank(copied.slug, copied.sponsor, 1)).status).toBe(200);
  expect((await outcome(copied.slug)).unranked).toMatchObject([
    { entry: copy, why: "set-aside", rules: [{ kind: "novelty", outcome: "failed" }] },
  ]);
  // What is never settled keeps nobody from being ranked, once it is ruled aside.
  const stuck = await judgedByPeople(2, 1, { rules: rules.slice(1) });
  await db().entryVersion.updateMany({
    where: { entryId: stuck.entries[0] ?? "" },
    data: { settledAt: new Date(), isEligible: true },
  });
  await db().$transaction((tx) => assignEntries(tx, stuck.id));
  await scoreAll({ ...stuck, entries: stuck.entries.slice(0, 1) }, stuck.judges, () => 5);
  expect((await rank(stuck.slug, stuck.sponsor)).status).toBe(409);
  const ofStuck = { params: { slug: stuck.slug, id: stuck.entries[1] ?? "" }, person: stuck.sponsor };
  expect((await call(rulingRoute, { method: "POST", ...ofStuck, body: aside })).status).toBe(204);
  expect((await rank(stuck.slug, stuck.sponsor)).status).toBe(200);
  // Of what could not be computed it is said that it is not known.
  const unknown = await judgedByPeople(1, 1, { rules });
  await db().job.updateMany({ where: { status: { in: ["queued", "running"] } }, data: { status: "failed" } });
  await settleEntry({ entryId: unknown.entries[0] ?? "", number: 1 });
  expect((await rank(unknown.slug, unknown.sponsor)).status).toBe(200);
  expect((await outcome(unknown.slug)).unranked).toMatchObject([
    { why: "ineligible", rules: [{ kind: "verified", outcome: "unknown" }] },
  ]);
});

test("the days for appeals are of twenty-four hours, whatever clock the database's server goes by", async () => {
  const { id, slug, judges, entries, sponsor } = await judgedByPeople(1, 1);
  await scoreAll({ slug, entries }, judges, () => 5);
  expect((await rank(slug, sponsor)).status).toBe(200);
  const until = async (zone: string) =>
    db().$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await tx.$executeRaw`select set_config('timezone', ${zone}, true)`;
      // The night in between is an hour shorter in Berlin, and one in New York is an hour longer.
      await tx.$executeRaw`update "Bounty" set "provisionalAt" = '2027-03-27T12:00:00Z' where id = ${id}::uuid`;
      const [row] = await tx.$queryRaw<{ until: number }[]>`
        select extract(epoch from ${appealsUntil})::float8 as until from "Bounty" b where b.id = ${id}::uuid`;
      return new Date(1000 * (row?.until ?? 0)).toISOString();
    });
  for (const zone of ["UTC", "Europe/Berlin", "America/New_York"])
    expect([zone, await until(zone)]).toEqual([zone, "2027-04-03T12:00:00.000Z"]);
});

test("what the tables admit goes by twenty-four hours too, in a session of Berlin's clock whose summer begins or ends meanwhile", async () => {
  const { id, slug, judges, entries, entrants, sponsor } = await judgedByPeople(1, 1);
  await scoreAll({ slug, entries }, judges, () => 5);
  expect((await rank(slug, sponsor)).status).toBe(200);
  const [author = { id: "" }] = entrants;
  const day = 86_400_000;
  const yearDay = (at: number) => Math.floor((at - Date.UTC(new Date(at).getUTCFullYear(), 0, 1)) / day);
  const [lately, otherwise] = [yearDay(Date.now() - 3 * day), yearDay(Date.now() - 180 * day)];
  /** What comes of a change so many hours after the ranking, by that clock. */
  const after = (
    hours: number,
    [begins, ends]: [number, number],
    change: (tx: Transaction) => Promise<unknown>,
  ) =>
    db()
      .$transaction(async (tx) => {
        await tx.$executeRaw`select set_config('timezone', ${`CET-1CEST,${begins},${ends}`}, true)`;
        await tx.$executeRaw`set local session_replication_role = replica`;
        await tx.$executeRaw`
          update "Bounty" set "appealDays" = 7, "provisionalAt" = clock_timestamp() - make_interval(secs => 3600 * ${hours}::float8),
            "closesAt" = clock_timestamp() - interval '30 days', "opensAt" = clock_timestamp() - interval '60 days' where id = ${id}::uuid`;
        await tx.$executeRaw`set local session_replication_role = origin`;
        await change(tx);
        throw new Error("admitted");
      })
      .catch(({ message }: Error) => message);
  const award = (tx: Transaction) =>
    tx.$executeRaw`update "Bounty" set "awardedAt" = clock_timestamp() where id = ${id}::uuid`;
  const appeal = (tx: Transaction) =>
    tx.$executeRaw`
      insert into "EntryAppeal" ("entryId", "authorId", body) values (${entries[0]}::uuid, ${author.id}::uuid, 'It is none.')`;
  const summers: [number, number][] = [
    [otherwise, lately],
    [lately, otherwise],
  ];
  for (const summer of summers) {
    expect(await after(7 * 24 - 0.5, summer, award)).toContain(
      "A ranking is appealed against before the award.",
    );
    expect(await after(7 * 24 - 0.5, summer, appeal)).toBe("admitted");
    expect(await after(7 * 24 + 0.5, summer, award)).toBe("admitted");
    expect(await after(7 * 24 + 0.5, summer, appeal)).toContain("The time for appeals is over.");
  }
});

test("of a judge who is suspended nothing is waited for and nothing counts; of an entrant nothing ranks, while that stands", async () => {
  const { slug, entries, judges, entrants, sponsor } = await judgedByPeople(2, 2);
  const administrator = await createPerson("administrator");
  const [judge, kept] = judges as [Person, Person];
  const suspend = (person: Person) =>
    suspendPerson({ actorId: administrator.id, personId: person.id, reason: "Spam.", until: null });
  await scoreAll({ slug, entries }, [kept], (entry) => 3 + entry);
  await scoreAll({ slug, entries: entries.slice(0, 1) }, [judge], () => 10);
  await suspend(judge);
  expect((await judging(slug, sponsor)).progress).toMatchObject({ judged: 2, waiting: 0, unscored: 0 });
  await suspend(entrants[1] as Person);
  expect((await judging(slug, sponsor)).progress).toMatchObject({ judged: 1 });
  await liftSuspension({
    actorId: administrator.id,
    personId: entrants[1]?.id ?? "",
    reason: "It was none.",
  });
  expect((await rank(slug, sponsor)).status).toBe(200);
  const outcome = await (await call(outcomeRoute, { params: { slug } })).json();
  expect(outcome.ranked.map(({ entry, judges: n }: { entry: string; judges: number }) => [entry, n])).toEqual(
    [
      [entries[1], 1],
      [entries[0], 1],
    ],
  );
});

test("a judge is told how many circuits were begun on texts of the same pattern, in numbers alone, and nobody else is", async () => {
  const { slug, entries, judges, entrants, sponsor } = await judgedByPeople(1, 1);
  const [[entry = ""], [judge], [entrant]] = [entries, judges, entrants];
  if (!judge || !entrant) throw new Error("nobody is there");
  const { finding } = await db().bountyEntry.findUniqueOrThrow({
    where: { id: entry },
    select: { finding: { select: { circuit: { include: { run: true } } } } },
  });
  if (!finding) throw new Error("the finding is gone");
  const { run, target } = finding.circuit;
  const version = await db().entryVersion.findFirstOrThrow({ where: { entryId: entry } });
  const { circuit } = JSON.parse(gunzipSync(version.file).toString()) as { circuit: Circuit };
  const { tokenIds } = circuit.spec;
  const before = new Date(version.committedAt.getTime() - 1_000);
  const begin = async (
    tokens: number[],
    change: { target?: string; by?: Person; createdAt?: Date; thresholds?: number[] } = {},
  ) => {
    const { thresholds = [0.01], by = entrant, createdAt = before } = change;
    const { id: runId } = await db().run.create({
      data: {
        modelId: run.modelId,
        identity: crypto.randomUUID(),
        text: "t",
        tokenIds: tokens,
        tokenTexts: [],
      },
    });
    for (const threshold of thresholds)
      await db().circuit.create({
        data: {
          ...{
            runId,
            identity: crypto.randomUUID(),
            target: change.target ?? target,
            mode: "direct",
            threshold,
          },
          ...{ edgeThreshold: 0, maxNodes: 10, requesterId: by.id, createdAt },
        },
      });
  };
  const changed = (many: number) => tokenIds.map((id, at) => (at > 0 && at <= many ? id + 1_000 : id));
  const half = Math.floor((tokenIds.length - 1) / 2);
  const traced = async (person: Person | null) =>
    (await (await call(scoresRoute, { params: { slug, id: entry }, person })).json()).traced;
  expect(await traced(judge)).toEqual({ circuits: 0, texts: 0, sameTarget: 0 });
  await begin(changed(half), { thresholds: [0.01, 0.02] });
  await begin(changed(1), { target: "logit.5@6" });
  // None of these counts.
  await begin(changed(half + 1));
  await begin([...tokenIds, 5]);
  await begin(tokenIds, { by: sponsor });
  await begin(tokenIds, { createdAt: new Date(version.committedAt.getTime() + 1_000) });
  expect(await traced(judge)).toEqual({ circuits: 2, texts: 2, sameTarget: 1 });
  for (const person of [sponsor, entrant, await createPerson(), null])
    expect(await traced(person)).toBeNull();
  await score(slug, entry, judge);
  expect(await traced(sponsor)).toEqual({ circuits: 2, texts: 2, sameTarget: 1 });
  expect(await traced(entrant)).toBeNull();
});
