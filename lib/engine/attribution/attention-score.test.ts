import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AttentionScore,
  attentionScoreSchema,
  type StreamPart,
} from "@/lib/circuit-format/attention-score";
import { type LoadedModel, openModel } from "../model";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { openRuntime, type Runtime } from "../runtime";
import { attentionScore } from "./attention-score";
import { completenessTolerance } from "./completeness";
import { qkPairs } from "./query-key";

const folder = mkdtempSync(path.join(tmpdir(), "attention-score-"));
let runtime: Runtime;
let bundled: LoadedModel;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
  bundled = await openModel("models/storybook-4l", { runtime });
});
afterAll(async () => {
  await bundled.close();
  rmSync(folder, { recursive: true });
});

const sumOf = (values: readonly { value: number }[]) => values.reduce((sum, { value }) => sum + value, 0);

/** What is told adds up to the pass's score, pair by pair and by either end, and the row is a softmax of its scores. */
function expectWhole(told: AttentionScore): void {
  attentionScoreSchema.parse(told);
  const bound = completenessTolerance * (1 + told.absoluteSum);
  const rounding = 1e-9 * (1 + told.absoluteSum);
  // Not about: what is listed and the rest are the total.
  expect(sumOf(told.pairs) + told.rest.sum).toBe(told.total);
  expect(Math.abs(told.total - told.score)).toBe(told.residual);
  expect(told.residual).toBeLessThanOrEqual(bound);
  for (const { parts, rest } of [told.queryEnd, told.keyEnd])
    expect(Math.abs(sumOf(parts) + rest.sum - told.total)).toBeLessThan(rounding);
  const sizes = told.pairs.map(({ value }) => Math.abs(value));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  const given = told.keys.reduce((sum, { probability }) => sum + probability, told.otherKeys.probability);
  expect(given).toBeCloseTo(1, 4);
  expect(told.keys.length + told.otherKeys.count).toBe(told.query + 1);
  // The softmax: where two keys' probabilities are not lost to rounding, their ratio is e to the difference of scores.
  const [first] = told.keys;
  for (const { score, probability } of told.keys)
    if (first && probability > 1e-5)
      expect(Math.log(first.probability / probability)).toBeCloseTo(first.score - score, 2);
}

test("of every head of the bundled model, at several positions, what is told adds up to the forward pass's score", async () => {
  const ids = bundled
    .tokenize("When Mary and John went to the store, John gave a drink to")
    .map(({ id }) => id);
  const { layers, heads } = bundled.config;
  let largest = { relative: 0, where: "" };
  const ends: StreamPart[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let head = 0; head < heads; head++) {
      for (const [query, key] of [
        [14, 2],
        [14, 14],
        [14, 0],
        [9, 4],
        [1, 1],
        [0, 0],
      ] as const) {
        const told = await attentionScore(bundled, ids, { layer, head, query, key });
        expectWhole(told);
        const relative = told.residual / (1 + told.absoluteSum);
        if (relative > largest.relative)
          largest = { relative, where: `head ${layer}.${head}, ${query} to ${key}` };
        ends.push(...told.pairs.map((pair) => pair.query));
      }
    }
  }
  expect(largest.relative, largest.where).toBeLessThan(completenessTolerance);
  // Features of a dictionary, and not what is left of the stream without one.
  expect(ends.filter((part) => typeof part === "number").length).toBeGreaterThan(ends.length / 2);
});

test("the pairs listed are the largest of all of them, and the others are counted", async () => {
  const ids = bundled
    .tokenize("When Mary and John went to the store, John gave a drink to")
    .map(({ id }) => id);
  const place = { layer: 3, head: 1, query: 14, key: 2 };
  const told = await attentionScore(bundled, ids, place);
  const all = await qkPairs(bundled, ids, place);
  expect(told.pairs.map(({ value }) => value)).toEqual(
    all.pairs.slice(0, told.pairs.length).map(({ value }) => value),
  );
  expect(told.pairs.length + told.rest.count).toBe(all.pairs.length);
  expect(told.rest.count).toBeGreaterThan(0);
  expect(told.score).toBe(all.score);
});

test("of random models of any shape, with dictionaries or without, what is told adds up", async () => {
  await fc.assert(
    fc.asyncProperty(modelOfAnyShape, fc.nat(6), fc.nat(6), (spec, from, to) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const query = from % spec.contextLength;
        for (let layer = 0; layer < spec.layers; layer++) {
          const place = { layer, head: from % spec.heads, query, key: to % (query + 1) };
          const told = await attentionScore(model, tokens, place);
          expectWhole(told);
          expect(told).toMatchObject(place);
        }
      }),
    ),
    { numRuns: 20 },
  );
});

test("computed some pairs at a time they are the same", async () => {
  const ids = bundled
    .tokenize("When Mary and John went to the store, John gave a drink to")
    .map(({ id }) => id);
  const place = { layer: 2, head: 0, query: 14, key: 4 };
  const [whole, pieces] = [
    await attentionScore(bundled, ids, place),
    await attentionScore(bundled, ids, place, { pairsAtOnce: 100 }),
  ];
  expectWhole(pieces);
  expect(pieces.rest.count).toBe(whole.rest.count);
  expect(pieces.rest.count).toBeGreaterThan(100);
  for (const [n, { value }] of whole.pairs.entries()) expect(pieces.pairs[n]?.value).toBeCloseTo(value, 5);
});

test("it stops where it is asked to", async () => {
  const ids = bundled.tokenize("When Mary").map(({ id }) => id);
  const stop = new AbortController();
  stop.abort(new Error("enough"));
  const told = attentionScore(bundled, ids, { layer: 0, head: 0, query: 1, key: 0 }, { signal: stop.signal });
  await expect(told).rejects.toThrow("enough");
});
