import { beforeAll, describe, expect, test } from "vitest";
import { GET as features } from "@/app/api/v1/features/route";
import { findCircuitNames } from "@/lib/circuits/find-circuit-names";
import { db } from "@/lib/db/client";
import { countFeatures } from "@/lib/features/count-features";
import { featurePath, setSegment } from "@/lib/features/feature-address";
import { type FoundFeatures, foundFeaturesSchema } from "@/lib/features/list-view";
import { createExampleRun } from "@/lib/runs/create-run";
import { findKnown, findNames, withKnown } from "@/lib/runs/find-names";
import { createFinishedCircuit } from "../support/circuits";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

async function search(query: Record<string, string> = {}): Promise<FoundFeatures> {
  const response = await call(features, { path: `/?${new URLSearchParams(query)}` });
  expect(response.status).toBe(200);
  return foundFeaturesSchema.parse(await response.json());
}
const paths = ({ items }: Pick<FoundFeatures, "items">) => items.map((item) => featurePath(item));

test("before a corpus was read there are no features to list, and an id is understood", async () => {
  expect((await search()).items).toEqual([]);
  const { items, meant } = await search({ q: "attn.3.697" });
  expect(items).toEqual([]);
  expect(meant?.features).toEqual([
    expect.objectContaining({ model: "storybook-4l", kind: "attn", layer: 3, index: 697, name: null }),
  ]);
});

describe("of features that a corpus was read for", () => {
  test("what people labelled is found by its label and by the name made by rule, is called so, and can be filtered", async () => {
    const { id: authorId } = await createPerson();
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
      where: { layer: 2, set: { kind: "attn" } },
      select: { id: true },
    });
    const propose = (index: number, text: string, side: "input" | "output" = "input") =>
      proposeAnyLabel(authorId, { of: { dictionaryId, index, side }, text });
    await propose(42, "a kingfisher that dives");
    await propose(43, "herons wade", "output");
    const named = (query: Record<string, string>) => search({ set: "attn", layer: "2", ...query });
    const [found] = (await named({ q: "kingfish" })).items;
    expect(found).toMatchObject({ index: 42, name: "a kingfisher that dives", named: "proposed" });
    expect((await named({ q: "Mary Lily", label: "labelled" })).items.map(({ index }) => index)).toEqual([
      42,
    ]);
    expect((await named({ label: "labelled" })).items.map(({ index }) => index)).toEqual([42, 43]);
    expect((await named({ label: "proposed", sort: "strongest" })).items.map(({ index }) => index)).toEqual([
      43, 42,
    ]);
    expect((await named({ label: "supported" })).items).toEqual([]);
    const rest: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const page: FoundFeatures = await named({
        label: "unlabelled",
        limit: "50",
        ...(cursor && { cursor }),
      });
      rest.push(...page.items.map(({ index }) => index));
      cursor = page.nextCursor;
    }
    expect(rest).toHaveLength(198);
    expect(rest).not.toContain(42);
  });

  beforeAll(async () => {
    const model = await db().model.findUniqueOrThrow({ where: { name: "storybook-4l" } });
    const { id } = await db().featureIndex.create({
      data: {
        ...{ modelId: model.id, identity: "made up", corpusName: "Stories", corpusLicence: "MIT" },
        ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 1, sampledShare: 1 },
      },
    });
    // Of every dictionary: 0 never fires, 1 always does, and of the rest each is half as frequent as the one before,
    // but for every fifth, which is as frequent as the last such one, and stronger.
    await db().$executeRaw`
      insert into "FeatureEvidence" ("dictionaryId", index, "indexId", "standIn", density, "maxActivation", document)
      select d.id, f.index, ${id}::uuid,
        case when f.index = 0 then 'never fired' when f.index = 1 then 'on nearly every token'
          when f.index = 2 then 'position 1 to 3' when f.index = 3 then 'same as ' || s.kind || '.0.1'
          when f.index % 7 = 0 then 'says Mary, Lily' when f.index % 7 = 1 then 'reads a name through 3.5'
          else 'on “,”, and' || f.index end,
        case when f.index = 0 then 0 when f.index = 1 then 0.95 when f.index % 5 = 0 then 0.1 else 0.5 / f.index end,
        case when f.index = 0 then 0 else f.index % 50 + 0.1 end, ''::bytea
      from "Dictionary" d join "DictionarySet" s on s.id = d."setId", generate_series(0, 199) as f(index)`;
    await db().$executeRaw`analyze "FeatureEvidence"`;
  });

  test.each(["density", "strongest"] as const)(
    "a list by %s, walked, holds each once, in order",
    async (sort) => {
      const found: FoundFeatures["items"] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: FoundFeatures = await search({
          sort,
          limit: "97",
          layer: "2",
          ...(cursor && { cursor }),
        });
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      expect(new Set(paths({ items: found })).size).toBe(600);
      expect(found).toHaveLength(600);
      const values = found.map(({ density, maxActivation }) =>
        sort === "density" ? density : maxActivation,
      );
      expect(values).toEqual(values.toSorted((a, b) => b - a));
    },
  );

  test("names are found by their words and the beginning of the last, within what is chosen", async () => {
    const found = await search({ q: "mary LI", set: "attn", layer: "3", limit: "100" });
    expect(found.items).toHaveLength(29 - 1);
    expect(
      found.items.every(
        ({ name, kind, layer }) => name === "says Mary, Lily" && kind === "attn" && layer === 3,
      ),
    ).toBe(true);
    expect((await search({ q: "lily ma" })).items.length).toBe(50);
    for (const q of ["li mary", "nobody", "mary & 'x", "“,”", "!!"])
      expect((await search({ q })).items).toEqual([]);
    const walked = await search({ q: "Mary", layer: "1", limit: "20" });
    const next = await search({ q: "Mary", layer: "1", limit: "20", cursor: walked.nextCursor ?? "" });
    expect(new Set([...paths(walked), ...paths(next)]).size).toBe(40);
  });

  test("families are told apart", async () => {
    const counts = async (family: string) =>
      (await search({ family, limit: "100" })).items.map(({ index }) => index);
    expect(await counts("dead")).toEqual(Array(12).fill(0));
    expect(await counts("always-on")).toEqual(Array(12).fill(1));
    expect(await counts("positional")).toEqual(Array(12).fill(2));
    expect(await counts("duplicate")).toEqual(Array(12).fill(3));
    expect((await search({ family: "duplicate", q: "attn" })).items).toHaveLength(4);
    expect((await search({ family: "duplicate", q: "Mary" })).items).toEqual([]);
  });

  test("every count of the model's page is the length of the list it leads to, and the bands are all there are", async () => {
    const { id } = await db().model.findUniqueOrThrow({ where: { name: "storybook-4l" } });
    const counts = await countFeatures(id);
    expect(counts).toHaveLength(12);
    const length = async (query: Record<string, string>) => {
      let total = 0;
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: FoundFeatures = await search({ ...query, limit: "100", ...(cursor && { cursor }) });
        total += page.items.length;
        cursor = page.nextCursor;
      }
      return total;
    };
    for (const { kind, set, layer, read, labelled, families, bands } of counts) {
      const of = { model: "storybook-4l", set: setSegment({ kind, set }), layer: String(layer) };
      expect(read).toBe(200);
      expect(families.dead + Object.values(bands).reduce((sum, band) => sum + band, 0)).toBe(read);
      // One dictionary of each kind is walked whole.
      if (layer !== 2) continue;
      expect(labelled).toBe(kind === "attn" ? 2 : 0);
      expect(await length({ ...of, label: "labelled" })).toBe(labelled);
      expect(await length({ ...of, label: "unlabelled" })).toBe(read - labelled);
      for (const [family, count] of Object.entries(families))
        expect([family, await length({ ...of, family })]).toEqual([family, count]);
      for (const [density, count] of Object.entries(bands)) {
        expect([density, await length({ ...of, density })]).toEqual([density, count]);
        expect([density, await length({ ...of, density, sort: "strongest" })]).toEqual([density, count]);
      }
      const named = await search({ ...of, density: "1-10", q: "Mary", limit: "100" });
      expect(named.items.every(({ density }) => density >= 0.01 && density < 0.1)).toBe(true);
      expect(named.items.length).toBeGreaterThan(0);
    }
    expect(counts[0]?.bands["1-10"]).toBeGreaterThan(0);
    // As long as nothing was read there is nothing to count.
    expect(await countFeatures("00000000-0000-7000-8000-000000000000")).toEqual([]);
  });

  test("an id that may mean several gives each with its name, and a head what it makes", async () => {
    const { meant } = await search({ q: "3.7" });
    expect(meant?.features.map(({ kind, name }) => [kind, name])).toEqual([
      ["attn", "says Mary, Lily"],
      ["resid", "says Mary, Lily"],
      ["mlp", "says Mary, Lily"],
    ]);
    const head = await search({ q: "L3H5", set: "attn", layer: "3", limit: "100" });
    expect(head.meant?.sentence).toContain("L3H5 is a head");
    expect(new Set(head.items.map(({ name }) => name))).toEqual(new Set(["reads a name through 3.5"]));
  });

  test("what is no model, set or layer of here is an empty list, and nonsense is refused", async () => {
    const nowhere: Record<string, string>[] = [{ model: "gpt2" }, { set: "attn.strict" }, { layer: "40" }];
    for (const query of nowhere) expect((await search(query)).items).toEqual([]);
    for (const query of [
      "set=head",
      "layer=-1",
      "sort=name",
      "family=odd",
      "density=5",
      "density=10-0",
      "cursor=1",
      "q=%00",
      "limit=1000",
    ])
      expect((await call(features, { path: `/?${query}` })).status).toBe(400);
  });

  test("names of a run's features come in one query, by the sets it was read with", async () => {
    const run = await createExampleRun({ model: "storybook-4l", text: "Mary" });
    const wanted = [
      { kind: "attn" as const, layer: 3, index: 7 },
      { kind: "mlp" as const, layer: 0, index: 1 },
      { kind: "mlp" as const, layer: 0, index: 1_999 },
    ];
    const names = await findNames(run.id, wanted);
    expect(names).toEqual(
      new Map([
        ["attn.3.7", "says Mary, Lily"],
        ["mlp.0.1", "on nearly every token"],
      ]),
    );
    const active = wanted.map((each) => ({
      ...each,
      activation: 1,
      firesAt: [],
      label: null,
      standing: null,
      measured: null,
    }));
    const stored = await db().featureEvidence.findFirstOrThrow({
      where: { index: 7, dictionary: { layer: 3, set: { kind: "attn" } } },
      select: { maxActivation: true, density: true },
    });
    const shown = withKnown(active, await findKnown(run.id, wanted));
    expect(shown.map(({ label }) => label)).toEqual(["says Mary, Lily", "on nearly every token", null]);
    expect(shown[0]?.measured).toEqual({ largest: stored.maxActivation, density: stored.density });
    expect(shown[2]?.measured).toBeNull();
    await db().runSet.delete({ where: { runId_kind: { runId: run.id, kind: "mlp" } } });
    expect([...(await findNames(run.id, wanted)).keys()]).toEqual(["attn.3.7"]);
  });

  test("names of a circuit's features are each there once, and those of others are not", async () => {
    const circuitId = await createFinishedCircuit();
    await db().$executeRaw`
      insert into "CircuitFeature" ("circuitId", "featureId", position, activation, influence, effect, expanded)
      select ${circuitId}::uuid, f.id, p, 1, 0.1 * f.index, 1, false
      from "Feature" f join "Dictionary" d on d.id = f."dictionaryId" and d.layer = 2
      join "DictionarySet" s on s.id = d."setId" and s.kind = 'attn', generate_series(1, 2) p
      where f.index in (1, 7, 1999)`;
    expect(await findCircuitNames(circuitId)).toEqual([
      ["attn.2.7", "says Mary, Lily"],
      ["attn.2.1", "on nearly every token"],
    ]);
    expect(await findCircuitNames(await createFinishedCircuit())).toEqual([]);
  });

  test.each([
    [
      "the most frequent",
      `e."dictionaryId" = $1::uuid order by e.density desc, e.index limit 51`,
      /density_index_idx/,
    ],
    [
      "the strongest",
      `e."dictionaryId" = $1::uuid order by e."maxActivation" desc, e.index limit 51`,
      /maxActivation_index_idx/,
    ],
    ["words", `to_tsvector('simple', e."standIn") @@ to_tsquery('simple', $2) limit 51`, /words_idx/],
  ])("%s are read from an index", async (_, where, index) => {
    const { id } = await db().dictionary.findFirstOrThrow({ select: { id: true } });
    const plan = await db().$transaction(async (tx) => {
      for (const way of ["seqscan", "sort"]) await tx.$executeRawUnsafe(`set local enable_${way} = off`);
      const sql = where.replace("$1", `'${id}'`).replace("$2", "'mary'");
      return tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(
        `explain select * from "FeatureEvidence" e where ${sql}`,
      );
    });
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Sort/);
  });
});

test("a run's feature says how the label stands that people gave it, also where no corpus was read", async () => {
  const run = await createExampleRun({ model: "storybook-4l", text: "Mary" });
  const wanted = [7, 1_998].map((index) => ({ kind: "attn" as const, layer: 3, index }));
  const before = await findKnown(run.id, wanted);
  expect(before.get("attn.3.7")).toMatchObject({ standing: null });
  expect(before.get("attn.3.1998")).toBeUndefined();
  const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({
    where: { layer: 3, set: { kind: "attn" } },
  });
  const { id: authorId } = await createPerson();
  for (const { index } of wanted)
    await proposeAnyLabel(authorId, { text: "names of girls", of: { dictionaryId, index, side: "input" } });
  const after = await findKnown(run.id, wanted);
  const labelled = { label: "names of girls", standing: "proposed" };
  expect(after.get("attn.3.7")).toMatchObject(labelled);
  expect(after.get("attn.3.1998")).toEqual({ ...labelled, measured: null });
});
