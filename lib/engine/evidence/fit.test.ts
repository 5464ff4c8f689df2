import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type DictionaryKind, dictionaryKinds } from "@/lib/circuit-format/kinds";
import { readingWords } from "@/lib/evidence-format/judge-fit";
import { type FittingDictionary, type StatedPlace, writeFittingModel } from "../oracle/fitting-dictionaries";
import { judgeFitting } from "../oracle/judge-fitting";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import type { Processing } from "../weights/manifest";

const base: Omit<RandomModelSpec, "processing" | "dictionaries" | "seed"> = {
  ...{ layers: 2, heads: 8, dHead: 8, dMlp: 96, vocabularySize: 16, contextLength: 24 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
};
const processingOf = (fold_ln: boolean, fold_value_biases: boolean, center_writing_weights: boolean) => ({
  ...{ fold_ln, fold_value_biases, center_writing_weights },
});
/** A text of tokens by a simple rule with chance in it, as no two are alike. */
const text = (seed: number) =>
  Array.from({ length: 24 }, (_, i) => (i * i * 7 + seed * 13 + i * seed + ((i * seed) >> 3)) % 16);
const trained = Array.from({ length: 40 }, (_, n) => text(n + 1));
const windows = Array.from({ length: 12 }, (_, n) => text(n + 101));

// Each measures a model some times over.
vi.setConfig({ testTimeout: 240_000 });

let runtime: Runtime;
const folder = mkdtempSync(path.join(tmpdir(), "fit-"));
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const made = new Map<string, Promise<{ dir: string; fitting: FittingDictionary[] }>>();
/** A random model and dictionaries that fit it under a processing, made once. */
function fittingModel(seed: number, processing: Required<Processing>) {
  const name = `${seed} ${Object.values(processing).map(Number).join("")}`;
  const dir = path.join(folder, name);
  const known =
    made.get(name) ??
    writeFittingModel(runtime, dir, { ...base, seed }, processing, trained).then((fitting) => ({
      dir,
      fitting,
    }));
  made.set(name, known);
  return known;
}

const judge = ({ dir }: { dir: string }, places: readonly StatedPlace[], stated: Required<Processing>) =>
  judgeFitting(runtime, dir, windows, places, stated);

const ownPlaces = (fitting: readonly FittingDictionary[]): StatedPlace[] =>
  fitting.map((numbers) => ({ numbers, kind: numbers.kind, layer: numbers.layer }));

const trueProcessings = [
  processingOf(false, false, false),
  processingOf(true, true, true),
  processingOf(false, true, true),
  processingOf(true, false, false),
];

const seed = 3;
/** Another model, which lends its dictionaries as those of another. */
const otherSeed = 8;

describe("of a random model", () => {
  test.each([
    ...trueProcessings.map((processing) => [seed, processing] as const),
    ...trueProcessings.slice(0, 2).map((processing) => [otherSeed, processing] as const),
  ])("%i, dictionaries that were trained under %o fit it as such, all of them", async (seed, processing) => {
    const model = await fittingModel(seed, processing);
    const found = await judge(model, ownPlaces(model.fitting), processing);
    for (const [kind, verdict] of found) expect(verdict, kind).toMatchObject({ fits: true, sentences: [] });
    expect(found.size).toBe(3);
  });

  test("said to be of another layer, each is told with its own", async () => {
    const processing = processingOf(true, true, true);
    const model = await fittingModel(seed, processing);
    const places = model.fitting.map((numbers) => ({
      ...{ numbers, kind: numbers.kind },
      layer: (numbers.layer + 1) % base.layers,
    }));
    const found = await judge(model, places, processing);
    for (const kind of dictionaryKinds) {
      const sentences = found.get(kind)?.sentences.join(" ") ?? "";
      for (const { layer, numbers } of places.filter((place) => place.kind === kind))
        expect(sentences, `${kind} ${numbers.layer} as ${layer}`).toMatch(
          new RegExp(
            `${kind}\\.${layer}: .*(?:at ${kind}\\.${numbers.layer}: it seems to be of that one|of another model)`,
          ),
        );
    }
  });

  test("said to be of another site, each is told with its own", async () => {
    const processing = processingOf(false, false, false);
    const model = await fittingModel(seed, processing);
    const swapped = { attn: "resid", resid: "attn" } as const;
    const places = model.fitting.flatMap((numbers) =>
      numbers.kind === "mlp" ? [] : [{ numbers, kind: swapped[numbers.kind], layer: numbers.layer }],
    );
    const found = await judge(model, places, processing);
    for (const { kind, layer, numbers } of places)
      expect(found.get(kind)?.sentences.join(" "), `${numbers.kind} as ${kind} ${layer}`).toContain(
        `${kind}.${layer}: `,
      );
  });

  test("with the heads in another order, and of another model, none passes", async () => {
    const processing = processingOf(true, true, true);
    const model = await fittingModel(seed, processing);
    const turned = model.fitting.flatMap((numbers) =>
      numbers.kind === "attn"
        ? [{ numbers: turnHeads(numbers), kind: numbers.kind, layer: numbers.layer }]
        : [],
    );
    const heads = await judge(model, turned, processing);
    for (const { layer } of turned)
      expect(heads.get("attn")?.sentences.join(" ")).toContain(`attn.${layer}: `);
    const other = await fittingModel(otherSeed, processing);
    const found = await judge(model, ownPlaces(other.fitting), processing);
    for (const { kind, layer } of other.fitting)
      expect(found.get(kind)?.sentences.join(" "), `${kind} ${layer}`).toContain(`${kind}.${layer}: `);
  });
});

test.each(trueProcessings)(
  "said to be of another processing than %o, each is told with the right one, or that it cannot be told",
  async (processing) => {
    const model = await fittingModel(seed, processing);
    let told = 0;
    let wrong = 0;
    for (const other of trueProcessings) {
      const words = (kind: DictionaryKind, one: Required<Processing>) =>
        readingWords({ kind, opens: false }, one);
      const kinds = dictionaryKinds.filter((kind) => words(kind, other) !== words(kind, processing));
      if (kinds.length === 0) continue;
      const places = ownPlaces(model.fitting).filter(({ kind }) => kinds.includes(kind));
      const found = await judge(model, places, other);
      for (const kind of kinds) {
        const right = words(kind, processing);
        const { fits = true, sentences = [], undecided = [] } = found.get(kind) ?? {};
        const where = `${kind} of ${JSON.stringify(processing)} as ${JSON.stringify(other)}`;
        wrong += 1;
        told += fits ? 0 : 1;
        expect([...sentences, ...undecided].join(" "), where).toContain(`${right}`);
        if (!fits) expect(sentences[0], where).toMatch(/would miss .* if the model was processed otherwise/);
      }
    }
    expect(wrong).toBeGreaterThan(5);
    expect(told / wrong).toBeGreaterThan(0.7);
  },
);

/** The same dictionary as it would be of a model whose heads come in another order. */
function turnHeads(numbers: FittingDictionary): FittingDictionary {
  const [D, F] = [numbers.b_dec.length, numbers.b_enc.length];
  const from = (j: number) => (j + base.dHead) % D;
  return {
    ...numbers,
    W_enc: numbers.W_enc.map((_, n) => numbers.W_enc[from(Math.floor(n / F)) * F + (n % F)] ?? 0),
    W_dec: numbers.W_dec.map((_, n) => numbers.W_dec[Math.floor(n / D) * D + from(n % D)] ?? 0),
    b_dec: numbers.b_dec.map((_, j) => numbers.b_dec[from(j)] ?? 0),
  };
}
