import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ablations, metrics } from "@/lib/evidence-format/evaluation";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { naiveAreas, naiveEvaluated } from "../oracle/naive-evaluation";
import { modelWithLeaves, modelWithSkips } from "../oracle/opened-places";
import { openRuntime, type Runtime } from "../runtime";
import { type RankedNode, roleNodeName } from "./circuit-nodes";
import { combineEvaluation } from "./evaluate-circuit";
import { evaluatePrompt } from "./evaluate-prompt";
import { type EvaluationPlan, planEvaluation } from "./evaluation-plan";
import { madeUpPrompts } from "./made-up-prompts";
import { meanOf } from "./statistics";
import { surveyPrompts } from "./universe";

const folder = mkdtempSync(path.join(tmpdir(), "evaluate-circuit-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const kinds = fc.constantFrom(["attn", "mlp"] as const, ["attn", "mlp", "resid"] as const, ["mlp"] as const);
const metricOfRounding = fc.constantFrom(
  ...metrics.filter((metric) => metric !== "rank" && metric !== "normalised-difference"),
);

test.each([
  ["of any shape", modelOfAnyShape],
  ["with leaves", modelWithLeaves],
  ["with skip transcoders", modelWithSkips],
] as const)(
  "every set of the evaluation of a random circuit of a model %s, random circuits too, has the metric that plain loops give",
  async (_, models) => {
    let [compared, skips] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        models.filter(({ contextLength, dictionaries }) => contextLength === 7 && dictionaries.length > 0),
        kinds,
        metricOfRounding,
        fc.integer({ min: 1, max: 1_000 }),
        (spec, kinds, metric, seed) =>
          withRandomModel(runtime, folder, spec, async ({ model, random }) => {
            const prompts = madeUpPrompts(4, spec.seed, spec.vocabularySize);
            const universe = await surveyPrompts(model, prompts, kinds, { withCounterfactuals: true });
            const ranked: RankedNode[] = universe.nodes
              .filter((_, i) => (i * 7 + seed) % 3 === 0)
              .map((node, i) => ({ node, influence: 1 / (i + 2) }));
            fc.pre(ranked.length > 1);
            const size = Math.ceil(ranked.length / 2);
            const circuit = { ranked, size, withoutRole: [] };
            const shares = [0.1, 0.5, 1];
            const request = { circuit, metric, seed, kinds, shares };
            const plan = await planEvaluation(model, prompts, request);
            skips += plan.nodes.filter(({ index }) => index === "skip").length;
            const rows = await Promise.all(
              prompts.map((prompt, i) => evaluatePrompt(model, plan, prompt, `Prompt ${i + 1}`)),
            );
            const looked = plan.sets.flatMap((_, i) => (i < 8 || i % 60 === 0 ? [i] : []));
            for (const [a, ablation] of ablations.entries()) {
              for (const i of looked) {
                const ours = rows.map(({ byAblation }) => byAblation[a]?.values[i] ?? Number.NaN);
                const naive = naiveEvaluated(
                  { model, random, prompts, kinds, metric, ablation },
                  keepsOf(plan, i),
                );
                for (const [p, expected] of naive.entries()) {
                  compared += 1;
                  const value = ours[p] ?? Number.NaN;
                  expect(
                    Math.abs(value - expected) / (1 + Math.abs(expected)),
                    `${metric}, ${ablation}, set ${i} of prompt ${p}: ${value}, not ${expected}`,
                  ).toBeLessThan(2e-3);
                }
              }
            }
            expectTogether(plan, rows);
          }),
      ),
      { numRuns: models === modelOfAnyShape ? 7 : 4 },
    );
    expect(compared).toBeGreaterThan(models === modelOfAnyShape ? 700 : 350);
    expect(skips > 0).toBe(models === modelWithSkips);
  },
  120_000,
);

/** What a set says of each part, by names alone. */
function keepsOf({ sets }: EvaluationPlan, i: number) {
  const set = sets[i];
  const names = new Set(set?.nodes.map(roleNodeName));
  return (kind: "attn" | "mlp" | "resid", layer: number, index: number | "skip" | null, role: string) =>
    names.has(roleNodeName({ kind, layer, index, role })) === (set?.are === "kept");
}

/** The shares, percentiles and areas again, from the metrics by prompt. */
function expectTogether(plan: EvaluationPlan, rows: Parameters<typeof combineEvaluation>[1]): void {
  const result = combineEvaluation(plan, rows);
  const whole = meanOf(rows.map((row) => row.whole ?? Number.NaN));
  for (const [a, found] of result.byAblation.entries()) {
    const mean = (set: number) =>
      meanOf(rows.map(({ byAblation }) => byAblation[a]?.values[set] ?? Number.NaN));
    const none = mean(0);
    if (found.sufficiency.share === null) {
      expect(Math.abs(whole - none)).toBeLessThan(1e-3);
      expect(found.areas).toEqual({ cpr: null, cmd: null });
      expect(found.necessity.random?.percentile).toBeNull();
      continue;
    }
    const faithfulness = (set: number) => (mean(set) - none) / (whole - none);
    expect(found.sufficiency.share).toBeCloseTo(faithfulness(1), 9);
    expect(found.necessity.share).toBeCloseTo(1 - faithfulness(2), 6);
    expect(found.errors.without.share).toBeCloseTo(faithfulness(3), 9);
    expect(found.errors.alone.share).toBeCloseTo(faithfulness(4), 9);
    // The curve ends with all kept, which is the model itself.
    const [first, second, all] = [5, 6, 7].map(faithfulness);
    if (Math.abs(whole - none) > 1e-2) expect(all).toBeCloseTo(1, 2);
    const areas = naiveAreas([0.1, 0.5, 1], [first ?? 0, second ?? 0, all ?? 0]);
    expect(found.areas.cpr).toBeCloseTo(areas.cpr, 9);
    expect(found.areas.cmd).toBeCloseTo(areas.cmd, 9);
    const random = plan.random.map((_, n) => faithfulness(8 + n));
    const own = faithfulness(1);
    const [below, above] = [random.filter((f) => f < own - 1e-5), random.filter((f) => f > own + 1e-5)];
    const percentile = found.sufficiency.random?.percentile ?? Number.NaN;
    expect(percentile).toBeGreaterThanOrEqual((100 * below.length) / random.length - 1e-9);
    expect(percentile).toBeLessThanOrEqual(100 - (100 * above.length) / random.length + 1e-9);
  }
}
