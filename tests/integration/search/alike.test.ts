import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/circuits/[id]/alike/route";
import { db } from "@/lib/db/client";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { findAlike } from "@/lib/search/find-alike";
import { createFinishedCircuit } from "../support/circuits";
import { call } from "../support/people";
import { createDraft } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

/** A feature, by its place among those of the model, at a position with an influence. */
type Part = [feature: number, position: number, influence: number];
let features: bigint[];

async function store(circuitId: string, parts: readonly Part[]): Promise<string> {
  await db().circuitFeature.createMany({
    data: parts.map(([feature, position, influence]) => ({
      ...{ circuitId, featureId: features[feature] ?? 0n, position, influence },
      ...{ activation: 1, effect: 1, expanded: true },
    })),
  });
  return circuitId;
}
const circuitOf = async (parts: readonly Part[]) => store(await createFinishedCircuit(), parts);

/** The definition, in plain loops. */
function alike(a: readonly Part[], b: readonly Part[]): number {
  const weigh = (parts: readonly Part[]) => {
    const weights = new Map<number, number>();
    for (const [feature, , influence] of parts) weights.set(feature, (weights.get(feature) ?? 0) + influence);
    return weights;
  };
  const [x, y] = [weigh(a), weigh(b)];
  let [least, most] = [0, 0];
  for (const feature of new Set([...x.keys(), ...y.keys()])) {
    least += Math.min(x.get(feature) ?? 0, y.get(feature) ?? 0);
    most += Math.max(x.get(feature) ?? 0, y.get(feature) ?? 0);
  }
  return least / most;
}

beforeAll(async () => {
  const rows = await db().feature.findMany({ take: 300, orderBy: { id: "asc" }, select: { id: true } });
  features = rows.map(({ id }) => id);
});

describe("the same circuit elsewhere", () => {
  const mine: Part[] = [
    [0, 9, 1],
    [1, 4, 0.5],
    [1, 6, 0.25],
    [2, 3, 0.1],
  ];

  test("is found at other places in the text, and scored as it is defined", async () => {
    const other: Record<string, Part[]> = {
      shifted: mine.map(([feature, position, influence]) => [feature, position + 3, influence]),
      weaker: mine.map(([feature, position, influence]) => [feature, position, influence / 2]),
      half: [
        [0, 2, 1],
        [50, 2, 1],
      ],
      onlyWeakest: [
        [2, 1, 0.9],
        [60, 1, 0.9],
      ],
      none: [[70, 1, 1]],
    };
    const id = await circuitOf(mine);
    const ids: Record<string, string> = {};
    for (const [name, parts] of Object.entries(other)) ids[name] = await circuitOf(parts);
    const { items } = await findAlike({ circuitId: id });
    const names = new Map(Object.entries(ids).map(([name, each]) => [each, name]));
    expect(items.map(({ circuitId }) => names.get(circuitId))).toEqual([
      ...["shifted", "weaker", "half", "onlyWeakest"],
    ]);
    expect(items[0]?.score).toBe(1);
    for (const { circuitId, score } of items) {
      const parts = other[names.get(circuitId) ?? ""] ?? [];
      expect(Math.abs(score - alike(mine, parts))).toBeLessThan(1e-6);
      // As near to one as the other to it.
      const back = await findAlike({ circuitId });
      expect(back.items.find((each) => each.circuitId === id)?.score).toBe(score);
    }
    expect(items.map(({ sharedFeatures }) => sharedFeatures)).toEqual([3, 3, 1, 1]);
  });

  test("is found however many other circuits its text has", async () => {
    const id = await circuitOf([[90, 1, 1]]);
    const elsewhere = await circuitOf([[90, 2, 0.5]]);
    const { runId } = await db().circuit.findUniqueOrThrow({ where: { id } });
    for (let n = 0; n < 210; n++) {
      const other = await circuitOf([[90, n % 7, 1]]);
      await db().circuit.update({ where: { id: other }, data: { runId } });
    }
    const { items } = await findAlike({ circuitId: id });
    expect(items.map(({ circuitId }) => circuitId)).toEqual([elsewhere]);
  });

  test("is told from circuits that have one of its features at many places", async () => {
    const both: Part[] = [
      [91, 1, 1],
      [92, 1, 1],
    ];
    const id = await circuitOf(both);
    for (let n = 0; n < 85; n++) {
      const places = [1, 2, 3, 4, 5].map((place): Part => [91, place, 0.5]);
      await circuitOf(places);
    }
    const same = await circuitOf(both.map(([feature, place, influence]) => [feature, place + 4, influence]));
    const [first] = (await findAlike({ circuitId: id })).items;
    expect(first).toMatchObject({ circuitId: same, score: 1, sharedFeatures: 2 });
  });

  test("is in another text, and of circuits that are traced", async () => {
    const id = await circuitOf([[100, 1, 1]]);
    const sameText = await circuitOf([[100, 2, 1]]);
    const untraced = await circuitOf([[100, 3, 1]]);
    const { runId } = await db().circuit.findUniqueOrThrow({ where: { id } });
    await db().circuit.update({ where: { id: sameText }, data: { runId } });
    await db().circuit.update({ where: { id: untraced }, data: { computedAt: null } });
    expect((await findAlike({ circuitId: id })).items).toEqual([]);
  });

  test("comes a page at a time, each circuit once", async () => {
    const id = await circuitOf([[110, 1, 1]]);
    const others = [];
    for (let n = 0; n < 5; n++) others.push(await circuitOf([[110, 1, n < 3 ? 0.5 : 0.25]]));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `/?limit=2${cursor ? `&cursor=${cursor}` : ""}`;
      const answer = await (await call(GET, { params: { id }, path })).json();
      seen.push(...answer.items.map((each: { circuitId: string }) => each.circuitId));
      cursor = answer.nextCursor;
    } while (cursor);
    expect(seen.toSorted()).toEqual(others.toSorted());
  });

  test("names findings that are public, and no others", async () => {
    const id = await circuitOf([[120, 1, 1]]);
    const draft = await createDraft({ title: "A zebrafinch" });
    await store(draft.circuitId, [[120, 2, 1]]);
    const found = async () => (await findAlike({ circuitId: id })).items[0];
    const own = { findingId: draft.id, authorId: draft.author.id };
    expect(await found()).toMatchObject({ circuitId: draft.circuitId, title: null, findingId: null });
    await publishFinding(own);
    expect(await found()).toMatchObject({ title: "A zebrafinch", findingId: draft.id });
    await withdrawFinding(own);
    expect(await found()).toMatchObject({ title: null, findingId: null });
    await publishFinding(own);
    await db().user.update({ where: { id: draft.author.id }, data: { suspendedAt: new Date() } });
    expect(await found()).toMatchObject({ title: null, findingId: null });
  });

  test("is of none where a circuit has no features, is not there, or a page is asked for that is none", async () => {
    expect((await findAlike({ circuitId: await circuitOf([]) })).items).toEqual([]);
    expect((await call(GET, { params: { id: crypto.randomUUID() } })).status).toBe(404);
    expect((await call(GET, { params: { id: "x" } })).status).toBe(400);
    const id = await circuitOf([[130, 1, 1]]);
    for (const cursor of ["x", `9999999999_${id}`, "-1_", `1_${id}%00`])
      expect((await call(GET, { params: { id }, path: `/?cursor=${cursor}` })).status).toBe(400);
  });
});
