import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { headTable } from "@/lib/engine/attribution/head-table";
import { qkPairs } from "@/lib/engine/attribution/query-key";
import { parseTargetId } from "@/lib/engine/attribution/target";
import { type LoadedModel, openModel } from "@/lib/engine/model";
import { openRuntime } from "@/lib/engine/runtime";
import { goldenNames, modelDir, readGolden } from "./golden-file";

const tolerance = 1e-3;

const part = z.union([z.number(), z.enum(["error", "bias"])]);
const schema = z.object({
  dfa: z
    .array(
      z.object({ target: z.string(), preActivation: z.number(), table: z.array(z.array(z.number())).min(1) }),
    )
    .min(1),
  qk: z.object({
    layer: z.number(),
    head: z.number(),
    query: z.number(),
    key: z.number(),
    score: z.number(),
    total: z.number(),
    pairs: z.array(z.object({ query: part, key: part, value: z.number() })).min(1),
  }),
});

let model: LoadedModel;
beforeAll(async () => {
  model = await openModel(modelDir, { runtime: await openRuntime({ provider: "cpu" }) });
});
afterAll(() => model.close());

function relative(ours: number, golden: number): number {
  const difference = Math.abs(ours - golden) / (1 + Math.abs(golden));
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
}

describe.each(goldenNames)("%s", (name) => {
  const golden = schema.parse(
    JSON.parse(readFileSync(path.join(import.meta.dirname, `${name}.json`), "utf8")),
  );
  const tokenIds = readGolden(name).tokens.map(({ id }) => id);

  test.each(golden.dfa)("the table of $target by head and source position is the golden one", async (dfa) => {
    const { target, preActivation, table } = dfa;
    const ours = await headTable(model, tokenIds, parseTargetId(target));
    expect(ours.target).toBe(target);
    expect(ours.table.map((row) => row.length)).toEqual(table.map((row) => row.length));
    let largest = { difference: relative(ours.preActivation, preActivation), where: "the pre-activation" };
    for (const [h, row] of table.entries()) {
      for (const [s, value] of row.entries()) {
        const difference = relative(ours.table[h]?.[s] ?? Number.NaN, value);
        if (difference > largest.difference) largest = { difference, where: `head ${h}, position ${s}` };
      }
    }
    expect(largest.difference, `at ${largest.where}`).toBeLessThanOrEqual(tolerance);
    const total = ours.table.flat().reduce((sum, value) => sum + value, 0);
    expect(total + ours.constant).toBeCloseTo(ours.preActivation, 4);
  });

  test("the pairs of a query and a key are the golden ones and add up to the score", async () => {
    const { layer, head, query, key, score, total, pairs } = golden.qk;
    const ours = await qkPairs(model, tokenIds, { layer, head, query, key });
    expect(relative(ours.score, score)).toBeLessThanOrEqual(tolerance);
    expect(relative(ours.total, total)).toBeLessThanOrEqual(tolerance);
    expect(ours.total).toBeCloseTo(ours.score, 4);
    const byName = new Map(ours.pairs.map((pair) => [`${pair.query} ${pair.key}`, pair.value]));
    expect(byName.size).toBe(ours.pairs.length);
    let largest = { difference: 0, where: "" };
    for (const pair of pairs) {
      const where = `${pair.query} ${pair.key}`;
      const difference = relative(byName.get(where) ?? Number.NaN, pair.value);
      if (difference > largest.difference) largest = { difference, where };
    }
    expect(largest.difference, `at ${largest.where}`).toBeLessThanOrEqual(tolerance);
    const sizes = ours.pairs.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(sizes.slice(0, pairs.length)).toHaveLength(pairs.length);
  });
});
