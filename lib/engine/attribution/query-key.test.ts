import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FeatureId } from "@/lib/circuit-format/node-id";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import { naiveDictionary, naivePass } from "../oracle/naive-pass";
import { naiveQk } from "../oracle/naive-qk";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { qkPairs } from "./query-key";

const folder = mkdtempSync(path.join(tmpdir(), "query-key-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Every head of the model, looking from one position to another. */
function someHeads({ layers, heads, contextLength }: RandomModelSpec, from: number, to: number) {
  const query = from % contextLength;
  return Array.from({ length: layers * heads }, (_, i) => {
    return { layer: Math.floor(i / heads), head: i % heads, query, key: to % (query + 1) };
  });
}

/** The features of one layer's residual dictionary that are active at a position, none where there is none. */
function activeResiduals(features: readonly FeatureId[], layer: number) {
  const active = features.filter((feature) => feature.kind === "resid" && feature.layer === layer);
  return (s: number) => active.filter(({ position }) => position === s).map(({ index }) => index);
}

function expectClose(value: number, expected: number, where: string): void {
  expect(Math.abs(value - expected) / (1 + Math.abs(expected)), where).toBeLessThan(1e-3);
}

test("the pairs of every head of random models are what plain loops give, and add up to the score", async () => {
  await fc.assert(
    fc.asyncProperty(modelOfAnyShape, fc.nat(6), fc.nat(6), (spec, from, to) =>
      withRandomModel(runtime, folder, spec, async ({ random, model, tokens }) => {
        const pass = naivePass(random, spec.processing, tokens);
        const features = featureIds((await model.run(tokens)).features);
        for (const place of someHeads(spec, from, to)) {
          const dictionary = naiveDictionary(random, "resid", place.layer);
          const naive = naiveQk(pass, dictionary, activeResiduals(features, place.layer), place);
          const ours = await qkPairs(model, tokens, place);
          expectClose(ours.score, naive.score, "score");
          const names = ours.pairs.map(({ query, key }) => `${query} ${key}`);
          expect(names.toSorted()).toEqual([...naive.pairs.keys()].toSorted());
          for (const { query, key, value } of ours.pairs)
            expectClose(value, naive.pairs.get(`${query} ${key}`) ?? Number.NaN, `${query} ${key}`);
          const sizes = ours.pairs.map(({ value }) => Math.abs(value));
          expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
          const sum = ours.pairs.reduce((all, { value }) => all + value, 0);
          const absoluteSum = sizes.reduce((all, size) => all + size, 0);
          expect(Math.abs(sum - ours.score)).toBeLessThan(1e-4 * (1 + absoluteSum));
          expect(Math.abs(sum - ours.total)).toBeLessThan(1e-9 * (1 + absoluteSum));
        }
      }),
    ),
    { numRuns: 60 },
  );
}, 120_000);

const plain: RandomModelSpec = {
  ...{ seed: 3, layers: 2, heads: 3, dHead: 5, dMlp: 20, vocabularySize: 60, contextLength: 9 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [{ kind: "resid", layer: 0, dFeatures: 48, rule: "relu", dtype: "F32" }],
};

test.each([
  ["a key after the query", { query: 2, key: 3 }],
  ["a query past the text", { query: 9 }],
  ["a key before the text", { key: -1 }],
  ["half a position", { key: 0.5 }],
  ["a layer the model does not have", { layer: 2 }],
  ["a head the model does not have", { head: 3 }],
])("%s is refused", async (_, wrong) => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const place = { layer: 0, head: 0, query: 4, key: 1, ...wrong };
    await expect(qkPairs(model, tokens, place)).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid-input",
    });
  });
});
