import { beforeEach, expect, test, vi } from "vitest";
import { POST as leaseRoute } from "@/app/api/v1/label-queue/leases/route";
import { POST as markRoute } from "@/app/api/v1/label-queue/visits/[id]/marks/route";
import { db } from "@/lib/db/client";
import { renewLeases, returnLeases } from "@/lib/label-queue/keep-leases";
import { markFeature } from "@/lib/label-queue/mark-feature";
import { candidatesQuery, takeLease } from "@/lib/label-queue/take-lease";
import { vote } from "@/lib/labels/vote";
import { withdrawLabel } from "@/lib/labels/withdraw-label";
import { createFinishedCircuit } from "../support/circuits";
import { emptyQueue, queueFeatures } from "../support/label-queue";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 120_000 });
setUpSite();
beforeEach(emptyQueue);

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);
const nameOf = (index: number) => `/features/storybook-4l/attn/3/${index}`;
const forIt = { wording: 1, value: 1 as const, reason: null, words: null };

async function take(memberId: string, holding: string[] = []) {
  return (await takeLease({ memberId, holding })).next;
}

async function expire(visitId: string): Promise<void> {
  await db()
    .$executeRaw`update "QueuedFeature" set "leasedUntil" = now() - interval '1 second' where "visitId" = ${visitId}::uuid`;
}

async function crowdOf(count: number): Promise<string[]> {
  const handles = upTo(count).map(() => `q-${crypto.randomUUID().slice(0, 12)}`);
  const rows = await db().user.createManyAndReturn({
    data: handles.map((handle) => ({ handle })),
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

test("two hundred people who ask at once are shown two hundred features, and two each again another two hundred", async () => {
  await queueFeatures(upTo(420, 100));
  const crowd = await crowdOf(200);
  const first = await Promise.all(crowd.map((id) => take(id)));
  expect(new Set(first.map((each) => each?.feature)).size).toBe(200);
  const second = await Promise.all(crowd.map((id, n) => take(id, [first[n]?.visitId ?? ""])));
  expect(new Set([...first, ...second].map((each) => each?.feature)).size).toBe(400);
});

test("where two hundred ask for thirty features, thirty are given and nobody else is told of one", async () => {
  await queueFeatures(upTo(30));
  const crowd = await crowdOf(200);
  const taken = await Promise.allSettled(crowd.map((id) => take(id)));
  const given = taken.flatMap((each) =>
    each.status === "fulfilled" && each.value ? [each.value.feature] : [],
  );
  expect(given).toHaveLength(30);
  expect(new Set(given).size).toBe(30);
});

test("while people take, give back and lose features at random, no feature is held by two", async () => {
  await queueFeatures(upTo(40));
  const crowd = await crowdOf(60);
  /** Who holds what between the answer that gave it and the request that gives it back. */
  const holders = new Map<string, string>();
  let taken = 0;
  await Promise.all(
    crowd.map(async (memberId) => {
      for (let round = 0; round < 8; round++) {
        const next = await take(memberId).catch(() => null);
        if (!next) continue;
        taken++;
        expect(holders.get(next.feature) ?? memberId).toBe(memberId);
        holders.set(next.feature, memberId);
        await renewLeases({ memberId, visits: [next.visitId] });
        holders.delete(next.feature);
        await returnLeases({ memberId, visits: [next.visitId], isDone: round % 2 === 0 });
      }
    }),
  );
  expect(taken).toBeGreaterThan(100);
});

test("a lease that ran out is another's, and renewing or giving back what one lost takes nothing from them", async () => {
  await queueFeatures([7]);
  const [one, two] = await crowdOf(2);
  if (!one || !two) throw new Error("Nobody came");
  const mine = await take(one);
  expect(mine?.feature).toBe(nameOf(7));
  expect(await take(two)).toBeNull();
  expect((await renewLeases({ memberId: two, visits: [mine?.visitId ?? ""] })).held).toEqual([]);
  await returnLeases({ memberId: two, visits: [mine?.visitId ?? ""], isDone: true });
  expect(await take(two)).toBeNull();
  await expire(mine?.visitId ?? "");
  const theirs = await take(two);
  expect(theirs?.feature).toBe(nameOf(7));
  expect((await renewLeases({ memberId: one, visits: [mine?.visitId ?? ""] })).held).toEqual([]);
  await returnLeases({ memberId: one, visits: [mine?.visitId ?? ""], isDone: false });
  expect((await renewLeases({ memberId: two, visits: [theirs?.visitId ?? ""] })).held).toEqual([
    theirs?.visitId,
  ]);
});

test("who comes back is shown what they left without a word, and one holds four features at most", async () => {
  await queueFeatures(upTo(8));
  const [one] = await crowdOf(1);
  if (!one) throw new Error("Nobody came");
  const first = await take(one);
  await returnLeases({ memberId: one, visits: [first?.visitId ?? ""], isDone: false });
  expect((await take(one))?.feature).toBe(first?.feature);
  const held = [first?.visitId ?? ""];
  for (let more = 0; more < 3; more++) held.push((await take(one, held))?.visitId ?? "");
  expect(new Set(held).size).toBe(4);
  await expect(take(one, held)).rejects.toMatchObject({ code: "conflict" });
  const asked = await Promise.allSettled(upTo(10).map(() => take(one, held)));
  expect(asked.every(({ status }) => status === "rejected")).toBe(true);
});

test("what comes first stands in many circuits, then what is disputed, and not what one has dealt with", async () => {
  const [author, voter, reader] = await crowdOf(3);
  if (!author || !voter || !reader) throw new Error("Nobody came");
  await queueFeatures([20, 21, 22, 23]);
  const dictionary = await sideOfFeature(22);
  await db().queuedFeature.update({
    where: { dictionaryId_index: { dictionaryId: dictionary.dictionaryId, index: 22 } },
    data: { circuits: 40 },
  });
  const { id: disputed } = await proposeAnyLabel(author, { of: await sideOfFeature(21) });
  for (const voterId of [voter, (await crowdOf(1))[0] ?? ""])
    await vote({ labelId: disputed, voterId, ...forIt, value: -1, reason: "wrong" });
  const { id: only } = await proposeAnyLabel(author, { of: await sideOfFeature(20) });
  const order: string[] = [];
  const visits: { visitId: string; task: string; labelId: string | null }[] = [];
  for (let n = 0; n < 4; n++) {
    const next = await take(
      reader,
      visits.map(({ visitId }) => visitId),
    );
    if (!next) throw new Error("Nothing came");
    order.push(next.feature);
    visits.push(next);
  }
  expect(order).toEqual([22, 21, 23, 20].map(nameOf));
  expect(visits.map(({ task }) => task)).toEqual(["propose", "settle", "propose", "check"]);
  expect(visits[3]?.labelId).toBe(only);
  await returnLeases({ memberId: reader, visits: visits.map(({ visitId }) => visitId), isDone: false });
  // The author named two of them; who voted comes not to what they voted on.
  const [forAuthor, second] = [await take(author), null];
  expect(second).toBeNull();
  expect(forAuthor?.feature).toBe(nameOf(22));
  const forVoter = await take(voter);
  expect(forVoter?.feature).toBe(nameOf(23));
  await withdrawLabel({ labelId: only, authorId: author });
  const taken = await take(author, [forAuthor?.visitId ?? ""]);
  expect(taken).toMatchObject({ feature: nameOf(20), task: "propose" });
});

test("circuits are counted as they are stored and let go of, and what never fired does not come", async () => {
  const circuitId = await createFinishedCircuit();
  const features = await db().feature.findMany({
    where: { dictionary: { layer: 3, set: { kind: "attn" } }, index: { in: [31, 32] } },
    select: { id: true, dictionaryId: true, index: true },
  });
  const store = (position: number) => ({
    position,
    activation: 1,
    influence: 0.1,
    effect: 0.1,
    expanded: false,
  });
  await db().circuitFeature.createMany({
    data: features.flatMap(({ id }) =>
      [1, 2].map((position) => ({ circuitId, featureId: id, ...store(position) })),
    ),
  });
  const counted = () =>
    db().queuedFeature.findMany({
      where: { OR: features.map(({ dictionaryId, index }) => ({ dictionaryId, index })) },
      select: { index: true, circuits: true, weight: true },
      orderBy: { index: "asc" },
    });
  expect(await counted()).toEqual([31, 32].map((index) => ({ index, circuits: 1, weight: -1 })));
  await queueFeatures([31]);
  expect((await counted())[0]?.weight).toBeCloseTo(Math.log(2) + 2, 1);
  await db().circuitFeature.deleteMany({ where: { circuitId } });
  expect((await counted()).map(({ circuits }) => circuits)).toEqual([0, 0]);
});

test("what one passes over does not come again, but for what one only does not want now", async () => {
  await queueFeatures([40, 41]);
  const person = await createPerson();
  const memberId = person.id;
  const first = await take(memberId);
  const visitId = first?.visitId ?? "";
  const mark = (body: unknown, by = person) =>
    call(markRoute, { method: "POST", params: { id: visitId }, person: by, body });
  expect((await mark({ kind: "skip", reason: "other" })).status).toBe(400);
  expect((await mark({ kind: "skip", reason: "spam" })).status).toBe(400);
  expect((await mark({ kind: "skip", reason: "other", words: "x".repeat(401) })).status).toBe(400);
  expect((await mark({ kind: "skip", reason: "cannotTell" }, await createPerson())).status).toBe(404);
  await Promise.all(
    upTo(8).map(() => markFeature({ memberId, visitId, kind: "skip", reason: "cannotTell", words: null })),
  );
  expect(await db().queueMark.count({ where: { memberId, takenBackAt: null } })).toBe(1);
  await returnLeases({ memberId, visits: [visitId], isDone: true });
  const second = await take(memberId);
  await markFeature({
    memberId,
    visitId: second?.visitId ?? "",
    kind: "skip",
    reason: "notNow",
    words: null,
  });
  await returnLeases({ memberId, visits: [second?.visitId ?? ""], isDone: true });
  expect(await take(memberId)).toBeNull();
  await db().labelSitting.updateMany({ data: { seenAt: new Date(Date.now() - 31 * 60_000) } });
  expect((await take(memberId))?.feature).toBe(second?.feature);
});

test("the route asks for an account, refuses what is no list of visits, and tells how far one is", async () => {
  await queueFeatures([50]);
  const person = await createPerson();
  const ask = (body: unknown, by: typeof person | null = person) =>
    call(leaseRoute, { method: "POST", person: by, body });
  expect((await ask({}, null)).status).toBe(401);
  for (const holding of ["x", ["x"], upTo(9).map(() => crypto.randomUUID())])
    expect((await ask({ holding })).status).toBe(400);
  const first = await (await ask({})).json();
  expect(first).toMatchObject({ sitting: { done: 0 }, next: { feature: nameOf(50), task: "propose" } });
  await returnLeases({ memberId: person.id, visits: [first.next.visitId], isDone: true });
  expect(await (await ask({})).json()).toMatchObject({
    sitting: { id: first.sitting.id, done: 1 },
    next: null,
  });
});

test("among six hundred thousand features what comes next is read from the index of weights", async () => {
  const dictionaryId = await queueFeatures([]);
  // In pieces: a busy machine takes longer for all than one statement may take.
  for (let from = 1000; from < 601_000; from += 60_000)
    await db().$executeRaw`
      insert into "QueuedFeature" ("dictionaryId", index, fires, circuits)
      select ${dictionaryId}::uuid, i, true, (hashint4(i) & 31) from generate_series(${from}::int, ${from + 59_999}::int) i`;
  await db().$executeRaw`analyze "QueuedFeature"`;
  const [one] = await crowdOf(1);
  const sitting = crypto.randomUUID();
  const query = candidatesQuery(one ?? "", sitting);
  const plan = await db().$queryRaw<{ "QUERY PLAN": unknown }[]>`explain (analyze, format json) ${query}`;
  const text = JSON.stringify(plan);
  expect(text).toContain("QueuedFeature_weight_dictionaryId_index_idx");
  expect(text).not.toMatch(/"Seq Scan"[^}]*"QueuedFeature"/);
  // Of the rows of the index only those that are looked at are read.
  const rows = [...text.matchAll(/"Actual Rows":(\d+)/g)].map(([, count]) => Number(count));
  expect(Math.max(...rows)).toBeLessThanOrEqual(64);
  expect(await take(one ?? "")).not.toBeNull();
  for (let from = 1000; from < 601_000; from += 60_000)
    await db().queuedFeature.deleteMany({ where: { index: { gte: from, lt: from + 60_000 } } });
});
