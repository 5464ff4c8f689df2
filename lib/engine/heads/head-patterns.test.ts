import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openModel } from "../model";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { bundledModel } from "../oracle/model-variant";
import { naivePass } from "../oracle/naive-pass";
import { openRuntime, type Runtime } from "../runtime";
import { headPatterns } from "./head-patterns";
import { meanWithError } from "./mean-with-error";
import { measureHeads } from "./measure-heads";
import { repeatedCount, repeatedTokens } from "./repeated-tokens";

const folder = mkdtempSync(path.join(tmpdir(), "head-patterns-"));
let runtime: Runtime;
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const longEnough = modelOfAnyShape.filter(({ contextLength }) => contextLength >= 7);

test("the scores are those of the attention of plain loops, token by token, of models of any shape", async () => {
  await fc.assert(
    fc.asyncProperty(longEnough, fc.integer({ min: 0, max: 1e6 }), async (spec, seed) => {
      await withRandomModel(runtime, folder, spec, async ({ model, random }) => {
        const R = repeatedCount(model.config);
        const tokens = repeatedTokens(model.config, R, seed);
        const pass = naivePass(random, spec.processing, tokens);
        const found = await headPatterns(model, { seed, texts: 1 });
        for (const { layer, head, ...scores } of found) {
          const look = (query: number, key: number) =>
            pass.site(`blocks.${layer}.attn.hook_pattern`)[
              (head * tokens.length + query) * tokens.length + key
            ] ?? Number.NaN;
          const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
          const second = Array.from({ length: R }, (_, i) => R + 1 + i);
          const wanted = {
            previous: mean(tokens.slice(2).map((_, i) => look(i + 2, i + 1))),
            duplicate: mean(second.map((query) => look(query, tokens.indexOf(tokens[query] ?? -1)))),
            induction: mean(second.map((query) => look(query, tokens.indexOf(tokens[query] ?? -1) + 1))),
          };
          for (const name of ["previous", "duplicate", "induction"] as const) {
            expect(Math.abs(scores[name].value - wanted[name]), `${name} of ${layer}.${head}`).toBeLessThan(
              1e-4,
            );
            expect(scores[name].error).toBeNull();
          }
        }
      });
    }),
    { numRuns: 25 },
  );
});

test("a text repeats different tokens once, none of them the beginning of text, and comes again by its seed", () => {
  const size = fc.integer({ min: 4, max: 3000 });
  fc.assert(
    fc.property(
      size,
      fc.integer({ min: 7, max: 2048 }),
      fc.integer(),
      (vocabularySize, contextLength, seed) => {
        const config = { vocabularySize, contextLength, beginningOfTextId: vocabularySize - 1 } as never;
        const R = repeatedCount(config);
        const tokens = repeatedTokens(config, R, seed);
        expect(tokens.length).toBe(2 * R + 1);
        expect(tokens.length).toBeLessThanOrEqual(contextLength);
        expect(tokens.slice(1, R + 1)).toEqual(tokens.slice(R + 1));
        expect(new Set(tokens).size).toBe(R + 1);
        expect(repeatedTokens(config, R, seed)).toEqual(tokens);
      },
    ),
  );
});

test("a model that reads too few tokens has no patterns, and still its circuits", async () => {
  const [spec] = fc.sample(
    modelOfAnyShape.filter(({ contextLength }) => contextLength < 7),
    1,
  );
  if (!spec) throw new Error("no model was drawn");
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const { heads, texts, repeated } = await measureHeads(model);
    expect([texts, repeated]).toEqual([0, 0]);
    expect(heads.length).toBe(spec.layers * spec.heads);
    expect(heads.every(({ previous, copying }) => previous === null && copying !== undefined)).toBe(true);
  });
});

test("the error is that of a mean of independent texts", () => {
  expect(meanWithError([1, 2, 3, 4])).toEqual({ value: 2.5, error: Math.sqrt(5 / 3 / 4) });
  expect(meanWithError([7])).toEqual({ value: 7, error: null });
});

test("the bundled model's heads are measured alike each time, and progress ends at 1", async () => {
  const model = await openModel(bundledModel, { runtime });
  try {
    const told: number[] = [];
    const first = await measureHeads(model, { onProgress: (share) => told.push(share) });
    expect(await measureHeads(model)).toEqual(first);
    expect(first.heads.length).toBe(model.config.layers * model.config.heads);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  } finally {
    await model.close();
  }
});
