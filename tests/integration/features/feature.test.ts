import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test } from "vitest";
import { findTargetNames, TargetWords } from "@/app/(site)/circuits/_components/target-words";
import { GET as featureCircuits } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/circuits/route";
import { GET as feature } from "@/app/api/v1/features/[model]/[set]/[layer]/[index]/route";
import { readTargets } from "@/lib/catalogue/read-targets";
import { type Feature, formatFeature } from "@/lib/circuit-format/node-id";
import { db } from "@/lib/db/client";
import { exampleReference } from "@/lib/features/example-reference";
import { type FeatureView, featureViewSchema } from "@/lib/features/view";
import type { PinnedExample } from "@/lib/labels/label-schemas";
import { textOfTokens } from "@/lib/tokens/token-text";
import { createFinishedCircuit } from "../support/circuits";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const model = "storybook-4l";
let known: Feature[];

beforeAll(async () => {
  known = await storeNaiveEvidence(1);
});

function ask({ set, layer, index }: { set: string; layer: number; index: number }, query = "", of = model) {
  const params = { model: of, set, layer: String(layer), index: String(index) };
  return call(feature, { path: `/?${query}`, params });
}

async function read({ kind, layer, index }: Feature, query = ""): Promise<FeatureView> {
  const response = await ask({ set: kind, layer, index }, query);
  expect(response.status).toBe(200);
  return featureViewSchema.parse(await response.json());
}

/** A feature of the same dictionary of which nothing was read. */
function unknownIndex({ kind, layer }: Pick<Feature, "kind" | "layer">): number {
  const taken = known.filter((each) => each.kind === kind && each.layer === layer).map(({ index }) => index);
  return Array.from({ length: 99 }, (_, index) => index).find((index) => !taken.includes(index)) ?? 0;
}

async function attentionFeature(query = ""): Promise<FeatureView> {
  const found = known.findLast(({ kind }) => kind === "attn");
  if (!found) throw new Error("there is no attention feature");
  return read(found, query);
}

describe("a feature that a corpus was read for", () => {
  test("is shown with its examples as the corpus has them", async () => {
    const { name, evidence } = await attentionFeature("length=whole");
    expect(name).toMatch(/^fires on token/);
    const windows = await db().corpusWindow.findMany({ orderBy: { number: "asc" } });
    expect(evidence?.examples.length).toBeGreaterThan(3);
    for (const example of evidence?.examples ?? []) {
      expect(example.tokens).toHaveLength(example.length);
      expect(example.length * 2).toBe(windows[example.window]?.tokenIds.length);
      expect(textOfTokens(example.tokens.slice(1)).length).toBeGreaterThan(0);
      const peak = example.firings.find(([position]) => position === example.position)?.[1];
      expect(peak).toBeCloseTo(example.activation, 1);
    }
    const strengths = (evidence?.examples ?? []).map(({ activation }) => activation);
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(strengths[0]).toBe(evidence?.activation.max);
  });

  test("names the tokens it reads, and shows them however far before the peak they stand", async () => {
    const { evidence } = await attentionFeature("length=narrow");
    const [example] = evidence?.examples ?? [];
    const [strongest] = example?.reads ?? [];
    const source = example?.tokens.find(({ position }) => position === strongest?.source);
    expect(source?.text).toBe(strongest?.token.text);
    expect(example?.tokens.length).toBeLessThan(example?.length ?? 0);
  });

  test("shows what was drawn from a band, and the strongest where the band has none", async () => {
    const { evidence } = await attentionFeature();
    expect(evidence?.shown).toBeNull();
    for (const { band, from, to, drawn } of evidence?.bands ?? []) {
      const shown = (await attentionFeature(`band=${band}`)).evidence;
      expect(shown?.shown).toBe(band);
      expect(shown?.examples).toHaveLength(Math.min(20, drawn));
      for (const { activation, probability } of shown?.examples ?? []) {
        expect(probability).toBe(1);
        expect(activation).toBeGreaterThanOrEqual(from);
        expect(activation).toBeLessThan(to ?? Number.POSITIVE_INFINITY);
      }
    }
    expect((await attentionFeature("band=11")).evidence?.shown).toBeNull();
    expect((await attentionFeature("limit=2")).evidence?.examples).toHaveLength(2);
  });

  test("shows the one that an address names beside the others, if it is kept of this feature", async () => {
    const { evidence } = await attentionFeature();
    const [first] = evidence?.examples ?? [];
    const last = evidence?.examples.at(-1);
    expect(evidence?.named).toBeNull();
    if (!first || !last) throw new Error("there are no examples");
    const nameOf = (change: Partial<typeof last>) =>
      exampleReference({
        ...last,
        corpus: evidence?.corpora[last.corpus]?.index ?? "",
        ...change,
      } as PinnedExample);
    const asked = await attentionFeature(`limit=1&example=${nameOf({})}`);
    expect(asked.evidence?.examples).toHaveLength(1);
    expect(asked.evidence?.named).toEqual(last);
    // Of a text in which it is not known to fire, nothing is given out.
    const elsewhere = await attentionFeature(`example=${nameOf({ position: last.position + 1 })}`);
    expect(elsewhere.evidence?.named).toBeNull();
    const other = await attentionFeature(
      `example=${exampleReference({ corpus: "0197f4d0-0000-7000-8000-000000000000", window: last.window, position: last.position })}`,
    );
    expect(other.evidence?.named).toBeNull();
    const { kind, layer, index } = await attentionFeature();
    expect((await ask({ set: kind, layer, index }, "example=1.2.3")).status).toBe(400);
  });

  test("counts each firing once, in its histogram as in its bands", async () => {
    for (const each of known) {
      const { evidence } = await read(each);
      const total = (evidence?.histogram ?? []).reduce((sum, { count }) => sum + count, 0);
      expect(total).toBe(evidence?.fired.tokens);
      const windows = (evidence?.bands ?? []).reduce((sum, band) => sum + band.windows, 0);
      expect(windows).toBe(evidence?.fired.windows);
    }
  });

  test("says how good its dictionary is once all of that was measured", async () => {
    const { kind, layer, index } = await attentionFeature();
    const { id: dictionaryId } = await db().dictionary.findFirstOrThrow({ where: { layer, set: { kind } } });
    const figure = { value: 2, error: 0.1 };
    const losses = {
      ...{ format: "circuit-commons/quality@1", indexId: "one", windows: 9, tokens: 900 },
      ...{ l0: figure, explainedVariance: figure, lossRecovered: null },
      loss: { model: figure, replaced: figure, zero: figure },
    };
    // What the model's own file says of how its dictionaries fit stands there from the start.
    const made = { measured: losses, computedBy: "a test" };
    await db().dictionaryQuality.upsert({
      where: { dictionaryId },
      create: { dictionaryId, ...made },
      update: made,
    });
    expect((await read({ kind, layer, index })).quality).toBeNull();
    const measured = { ...losses, neverFired: 0.25, heads: null };
    await db().dictionaryQuality.update({ where: { dictionaryId }, data: { measured } });
    expect((await read({ kind, layer, index })).quality).toEqual(measured);
  });

  test("names others by their own names", async () => {
    const { evidence } = await attentionFeature();
    expect(evidence?.neighbours.length).toBeGreaterThan(0);
    for (const other of evidence?.neighbours ?? [])
      expect((await read(other)).name, `${other.kind}.${other.layer}.${other.index}`).toBe(other.name);
  });

  test("says in which circuits it is, a page at a time, those it matters most in first", async () => {
    const { kind, layer, index } = await attentionFeature();
    const { id: featureId } = await db().feature.findFirstOrThrow({
      where: { index, dictionary: { layer, set: { kind } } },
    });
    const influences = [0.3, 0.7, 0.3, 0.1];
    for (const [position, influence] of influences.entries())
      await db().circuitFeature.create({
        data: {
          circuitId: await createFinishedCircuit(),
          ...{ featureId, position, influence, activation: 1, effect: -0.5, expanded: true },
        },
      });
    const params = { model, set: kind, layer: String(layer), index: String(index) };
    const found: number[] = [];
    let cursor: string | null = "";
    do {
      const query = new URLSearchParams({ limit: "1", ...(cursor && { cursor }) });
      const page = await (await call(featureCircuits, { path: `/?${query}`, params })).json();
      for (const { influence, target } of page.items) {
        found.push(influence);
        expect(target).toBe("logit.11@3");
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual([0.7, 0.3, 0.3, 0.1]);
  });

  test("names what a circuit explains, where that is a feature that has a name", async () => {
    const [first] = known;
    if (!first) throw new Error("nothing was read");
    const { name, ...mine } = await read(first);
    const nameless = { ...mine, index: unknownIndex(mine) };
    const { id: featureId } = await db().feature.findFirstOrThrow({
      where: { index: mine.index, dictionary: { layer: mine.layer, set: { kind: mine.kind } } },
    });
    for (const [n, target] of [mine, nameless].entries())
      await db().circuitFeature.create({
        data: {
          circuitId: await createFinishedCircuit(`${formatFeature(target)}@2`),
          ...{ featureId, position: 2, influence: 0.9 - n / 10, activation: 1, effect: 1, expanded: true },
        },
      });
    const params = { model, set: mine.kind, layer: String(mine.layer), index: String(mine.index) };
    const { items } = await (await call(featureCircuits, { path: "/?limit=2", params })).json();
    expect(items.map(({ targetName }: { targetName: string | null }) => targetName)).toEqual([name, null]);
    expect(name).toMatch(/^fires on token/);
    expect(items.map(({ targetStanding }: { targetStanding: string | null }) => targetStanding)).toEqual([
      null,
      null,
    ]);

    const dictionary = await db().dictionary.findFirstOrThrow({
      where: { layer: mine.layer, set: { kind: mine.kind } },
    });
    const { id: userId } = await createPerson();
    const side = { dictionaryId: dictionary.id, index: nameless.index, side: "input" as const };
    await proposeAnyLabel(userId, { text: "what nobody measured", of: side });
    const again = await (await call(featureCircuits, { path: "/?limit=2", params })).json();
    expect(again.items[1]).toMatchObject({
      targetName: "what nobody measured",
      targetStanding: "proposed",
    });
    const target = again.items[1].target;
    expect((await readTargets([again.items[1].circuitId])).values().next().value).toMatchObject({
      name: "what nobody measured",
      standing: "proposed",
    });
    const { runId } = await db().circuit.findUniqueOrThrow({ where: { id: again.items[1].circuitId } });
    const words = renderToStaticMarkup(
      TargetWords({
        ...{ target, tokens: again.items[1].tokens, outputs: [] },
        names: await findTargetNames(runId, [target]),
      }),
    );
    expect(words).toMatch(/\(what nobody measured<span class="label-state" data-state="proposed"/);
  });
});

describe("a feature that nothing was read for", () => {
  test("is there, with what its dictionary says, and no evidence is made up", async () => {
    const taken = new Set(known.map(({ index }) => index));
    const index = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].find((each) => !taken.has(each)) ?? 13;
    const view = await read({ kind: "mlp", layer: 0, index });
    expect(view).toMatchObject({
      name: null,
      evidence: null,
      features: 2048,
      hookOut: "blocks.0.hook_mlp_out",
    });
  });

  test("says how far a corpus is that is being read", async () => {
    const set = await db().dictionarySet.findFirstOrThrow({ where: { kind: "mlp" } });
    const job = await db().job.create({
      data: { kind: "index", status: "divided", progress: 0.25, attemptLimit: 3 },
    });
    await db().featureIndex.create({
      data: {
        ...{ modelId: set.modelId, identity: "being read", corpusName: "More stories", corpusLicence: "MIT" },
        ...{ corpusChecksum: "", corpusBytes: 1, corpusPath: "", parts: 4, sampledShare: 1, jobId: job.id },
        sets: { create: { setId: set.id, kind: "mlp" } },
      },
    });
    const index = known.some((each) => each.kind === "mlp" && each.layer === 0 && each.index === 20)
      ? 21
      : 20;
    expect((await read({ kind: "mlp", layer: 0, index })).reading).toEqual({
      ...{ corpus: "More stories", state: "reading", progress: 0.25, failure: null },
    });
  });
});

describe("an address that names no feature says what there is instead", () => {
  test.each([
    [{ set: "attn", layer: 3, index: 2048 }, model, "attn.3 of storybook-4l has the features 0 to 2047."],
    [
      { set: "attn", layer: 4, index: 0 },
      model,
      "has no attn dictionary at layer 4. It has them at 0, 1, 2, and 3.",
    ],
    [
      { set: "attn.strict", layer: 0, index: 0 },
      model,
      "no attn dictionaries named strict here. It has attn, resid, and mlp.",
    ],
    [{ set: "attn", layer: 0, index: 0 }, "gpt2", "There is no model named gpt2 here."],
  ])("%o of %s", async (address, of, sentence) => {
    const response = await ask(address, "", of);
    expect(response.status).toBe(404);
    expect((await response.json()).title).toContain(sentence);
  });

  test.each(["1.5", "-1", "x", "4294967296"])("index %s is no index", async (index) => {
    const params = { model, set: "attn", layer: "0", index };
    expect((await call(feature, { params })).status).toBe(400);
  });
});
