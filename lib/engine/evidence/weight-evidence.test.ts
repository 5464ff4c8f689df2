import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formatFeature } from "@/lib/circuit-format/node-id";
import { layerOf } from "../architectures/architecture";
import { readMatrix } from "../architectures/read-matrix";
import { type LoadedModel, openModel } from "../model";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { bundledModel } from "../oracle/model-variant";
import { cosine, NaiveWeightEvidence } from "../oracle/naive-weight-evidence";
import type { RandomModelSpec } from "../oracle/random-model";
import { centred, dot, product } from "../oracle/vectors";
import { openRuntime, type Runtime } from "../runtime";
import { readRows, readTensor } from "../weights/safetensors";
import { readWeightEvidence, type WeightEvidence, type WeightEvidenceOptions } from "./weight-evidence";

const folder = mkdtempSync(path.join(tmpdir(), "weight-evidence-"));
let runtime: Runtime;
let bundled: LoadedModel;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
  bundled = await openModel(bundledModel, { runtime });
});
afterAll(async () => {
  await bundled.close();
  rmSync(folder, { recursive: true });
});

async function readAll(
  model: LoadedModel,
  at: { kind: string; layer: number },
  options?: WeightEvidenceOptions,
): Promise<WeightEvidence[]> {
  const dictionary = dictionaryOf(model, at);
  const features: WeightEvidence[] = [];
  for await (const feature of readWeightEvidence(model, dictionary, options)) features.push(feature);
  return features;
}

function dictionaryOf(model: LoadedModel, { kind, layer }: { kind: string; layer: number }) {
  const dictionary = model.dictionaries.find((other) => other.kind === kind && other.layer === layer);
  if (!dictionary) throw new Error(`the model has no ${kind} dictionary at layer ${layer}`);
  return dictionary;
}

function expectClose(value: number | undefined, expected: number | undefined, where: string): void {
  const wanted = expected ?? Number.NaN;
  const difference = Math.abs((value ?? Number.NaN) - wanted) / (1 + Math.abs(wanted));
  expect(difference, where).toBeLessThan(1e-4);
}

/** What the oracle's direction of every feature is, once. */
function directionsOf(naive: NaiveWeightEvidence, spec: RandomModelSpec) {
  return spec.dictionaries.map(({ kind, layer, dFeatures }) => ({
    kind,
    layer,
    rows: Array.from({ length: dFeatures }, (_, index) => naive.direction(kind, layer, index)),
  }));
}

/** Compares by value at each rank, and each named one's own value: equal ones may change places. */
function expectRanked(
  found: readonly { name: string; value: number }[],
  all: ReadonlyMap<string, number>,
  count: number,
  sign: 1 | -1,
  where: string,
): void {
  const ranked = [...all.values()].toSorted((a, b) => sign * (b - a)).slice(0, count);
  expect(found.length, where).toBe(ranked.length);
  expect(new Set(found.map(({ name }) => name)).size, where).toBe(found.length);
  for (const [rank, { name, value }] of found.entries()) {
    expectClose(value, ranked[rank], `${where}, rank ${rank}`);
    expectClose(value, all.get(name), `${where}, ${name}`);
  }
}

async function expectOracle(model: LoadedModel, naive: NaiveWeightEvidence, spec: RandomModelSpec) {
  const directions = directionsOf(naive, spec);
  const K = spec.dHead;
  for (const { kind, layer, rows } of directions) {
    const features = await readAll(model, { kind, layer });
    expect(features.map(({ index }) => index)).toEqual(Array.from(rows.keys()));
    const beside = directions.filter((other) =>
      other.kind === kind ? Math.abs(other.layer - layer) === 1 : other.layer === layer,
    );
    for (const { index, logits, byWeight, neighbours } of features) {
      const where = formatFeature({ kind, layer, index });
      const direction = rows[index] ?? new Float64Array();
      const naiveLogits = new Map(Array.from(naive.directLogits(direction), (value, id) => [`${id}`, value]));
      const named = (list: readonly { token: number; value: number }[] = []) =>
        list.map(({ token, value }) => ({ name: `${token}`, value }));
      expectRanked(named(logits?.promoted), naiveLogits, 10, 1, `${where} promotes`);
      expectRanked(named(logits?.suppressed), naiveLogits, 10, -1, `${where} suppresses`);

      if (kind === "attn") {
        const row = naive.decoderRow(kind, layer, index);
        const lengths = Array.from({ length: spec.heads }, (_, h) => {
          const part = row.subarray(h * K, (h + 1) * K);
          return Math.sqrt(dot(part, part));
        });
        const total = lengths.reduce((sum, value) => sum + value, 0);
        for (const [h, value] of lengths.entries())
          expectClose(byWeight?.[h], value / total, `${where}, ${h}`);
        expectClose(
          byWeight?.reduce((sum, value) => sum + value, 0),
          1,
          where,
        );
      } else expect(byWeight, where).toBeNull();

      const nameOf = formatFeature;
      const cosines = (of: typeof directions) =>
        new Map(
          of.flatMap((other) =>
            other.rows.flatMap((row, i) => {
              const name = nameOf({ kind: other.kind, layer: other.layer, index: i });
              return name === where ? [] : [[name, cosine(direction, row)] as const];
            }),
          ),
        );
      const isOwn = (near: { kind: string; layer: number }) => near.kind === kind && near.layer === layer;
      const near = (own: boolean) =>
        neighbours
          .filter((other) => isOwn(other) === own)
          .map((other) => ({ name: nameOf(other), value: other.cosine }));
      expectRanked(near(true), cosines([{ kind, layer, rows }]), 8, 1, `${where}, own neighbours`);
      expectRanked(near(false), cosines(beside), 8, 1, `${where}, neighbours beside`);
      const order = neighbours.map((other) => other.cosine);
      expect(order, where).toEqual(order.toSorted((a, b) => b - a));
    }
  }
}

test("what weights say of every feature of random models is what plain loops give", async () => {
  await fc.assert(
    fc.asyncProperty(modelOfAnyShape, (spec) =>
      withRandomModel(runtime, folder, spec, ({ random, model }) =>
        expectOracle(model, new NaiveWeightEvidence(random, spec.processing), spec),
      ),
    ),
    { numRuns: 20 },
  );
});

/** A runtime that tells the shapes of every input of every product. */
function watched(seen: (inputs: Record<string, readonly number[]>) => void): Runtime {
  return {
    report: runtime.report,
    async open(graph, options) {
      const session = await runtime.open(graph, options);
      return {
        close: () => session.close(),
        run(inputs, outputs) {
          seen(Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape])));
          return session.run(inputs, outputs);
        },
      };
    },
  };
}

test("a dictionary and a vocabulary of several blocks give what plain loops give, whichever features are asked for", async () => {
  const spec: RandomModelSpec = {
    ...{ seed: 11, layers: 1, heads: 2, dHead: 3, dMlp: 4, vocabularySize: 2500, contextLength: 4 },
    ...{ activation: "gelu", dtype: "F32", tiedEmbeddings: false, prefix: "" },
    processing: { fold_value_biases: true, center_writing_weights: true },
    dictionaries: [
      { kind: "attn", layer: 0, dFeatures: 2100, rule: "relu", dtype: "F16" },
      { kind: "resid", layer: 0, dFeatures: 30, rule: "relu", dtype: "F32" },
    ],
  };
  let [logits, cosines] = [0, 0];
  const watching = watched(({ directions, queries, candidates }) => {
    logits = Math.max(logits, (directions?.[0] ?? 0) * spec.vocabularySize);
    cosines = Math.max(cosines, (queries?.[0] ?? 0) * (candidates?.[0] ?? 0));
  });
  await withRandomModel(watching, folder, spec, async ({ random, model }) => {
    const naive = new NaiveWeightEvidence(random, spec.processing);
    const all = await readAll(model, { kind: "attn", layer: 0 });
    const rows = directionsOf(naive, spec);
    const [attn, resid] = rows;
    for (const index of [0, 1, 2047, 2048, 2099]) {
      const feature = all[index];
      const direction = naive.direction("attn", 0, index);
      const cosines = (others: readonly Float64Array[] = []) =>
        others.map((other) => cosine(direction, other)).toSorted((a, b) => b - a);
      const near = (kind: string) =>
        feature?.neighbours.filter((other) => other.kind === kind).map((other) => other.cosine);
      // The first is the feature itself.
      for (const [rank, value] of cosines(attn?.rows).slice(1, 9).entries())
        expectClose(near("attn")?.[rank], value, `${index}, rank ${rank}`);
      for (const [rank, value] of cosines(resid?.rows).slice(0, 8).entries())
        expectClose(near("resid")?.[rank], value, `${index} beside, rank ${rank}`);
      const logits = naive.directLogits(direction);
      const largest = logits.toSorted().reverse().slice(0, 10);
      for (const [rank, value] of largest.entries())
        expectClose(feature?.logits?.promoted[rank]?.value, value, `${index}, logit ${rank}`);
    }
    // No product is of all features, and none takes more than 16 MiB.
    for (const numbers of [logits, cosines]) {
      expect(numbers).toBeGreaterThan(2_000_000);
      expect(4 * numbers).toBeLessThanOrEqual(16 * 1024 * 1024);
    }
    const some = await readAll(model, { kind: "attn", layer: 0 }, { from: 2040, to: 2060 });
    expect(some.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, i) => 2040 + i));
    for (const feature of some) {
      const same = all[feature.index];
      expect(feature.neighbours.map(({ index }) => index)).toEqual(
        same?.neighbours.map(({ index }) => index),
      );
      expect(feature.logits?.promoted[0]?.token).toBe(same?.logits?.promoted[0]?.token);
    }
  });
});

test("it stops when it is told to", async () => {
  const signal = AbortSignal.abort(new Error("stopped"));
  await expect(readAll(bundled, { kind: "resid", layer: 0 }, { signal })).rejects.toThrow("stopped");
});

test("features of the bundled model write what their files say, computed one by one in float64", async () => {
  const { config, weights } = bundled;
  const { dModel: D, vocabularySize: V } = config;
  const gamma = readTensor(weights.finalNorm.gamma);
  const unembedding = readTensor(weights.unembedding);
  for (const [kind, layer, index] of [
    ["attn", 3, 697],
    ["resid", 2, 17],
    ["mlp", 1, 2047],
  ] as const) {
    const { W_dec } = dictionaryOf(bundled, { kind, layer });
    const [feature] = await readAll(bundled, { kind, layer }, { from: index, to: index + 1 });
    const row = Float64Array.from(readRows(W_dec, index, index + 1));
    const direction = kind === "attn" ? product(row, readMatrix(layerOf(weights, layer).out)) : row;
    const read = centred(direction).map((value, j) => value * gamma[j]);
    const logits = centred(
      Float64Array.from({ length: V }, (_, y) => dot(read, unembedding.subarray(y * D, (y + 1) * D))),
    );
    const ids = Array.from(logits.keys()).toSorted((a, b) => logits[b] - logits[a]);
    const where = formatFeature({ kind, layer, index });
    expect(
      feature?.logits?.promoted.map(({ token }) => token),
      where,
    ).toEqual(ids.slice(0, 10));
    expect(
      feature?.logits?.suppressed.map(({ token }) => token),
      where,
    ).toEqual(ids.slice(-10).reverse());
    for (const { token, value } of feature?.logits?.promoted ?? [])
      expectClose(value, logits[token], `${where}, token ${token}`);
  }
});
