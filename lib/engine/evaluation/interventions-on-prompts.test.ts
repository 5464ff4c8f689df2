import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ablations, metrics } from "@/lib/evidence-format/evaluation";
import type { Freeze } from "../interventions/edited-pass";
import type { LoadedModel } from "../model";
import { modelOfAnyShape, withRandomModel } from "../oracle/arbitrary-model";
import { type NaiveChange, type NaivePatch, naiveChanged } from "../oracle/naive-parts";
import { naivePass } from "../oracle/naive-pass";
import { naiveMetric, naiveValue } from "../oracle/naive-prompts";
import { modelWithSkips, withLeaves } from "../oracle/opened-places";
import type { RandomModel, RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { interveneOnPrompts } from "./intervene-on-prompts";
import type { Intervention, Part } from "./interventions";
import { madeUpPrompts, madeUpRoles } from "./made-up-prompts";
import type { Prompt } from "./prompts";

const folder = mkdtempSync(path.join(tmpdir(), "interventions-on-prompts-"));
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const choice = fc.record({
  part: fc.constantFrom(
    "feature" as const,
    "error" as const,
    "head" as const,
    "site" as const,
    "splice" as const,
    "patch" as const,
  ),
  kind: fc.constantFrom("attn" as const, "mlp" as const, "resid" as const),
  layer: fc.nat(2),
  index: fc.nat(30),
  to: fc.constantFrom(...ablations),
  roles: fc.uniqueArray(fc.constantFrom(...madeUpRoles), { minLength: 1, maxLength: 3 }),
  everywhere: fc.boolean(),
  keepError: fc.boolean(),
});
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;
const frozen: fc.Arbitrary<Freeze> = fc.record({
  patterns: fc.boolean(),
  layerNorms: fc.boolean(),
  outputs: fc.constant(false),
});

/** What was drawn, made to name what the model has. */
function interventionOf(model: LoadedModel, drawn: Choice, frozen: boolean): Intervention {
  const { heads: H, keyHeads: G, layers: L } = model.config;
  const layer = drawn.layer % L;
  const dictionary = model.dictionaries[(drawn.index + drawn.layer) % Math.max(1, model.dictionaries.length)];
  const common = { do: "ablate" as const, to: drawn.to, roles: drawn.roles };
  if (drawn.part === "patch") {
    const part = frozen ? "v" : drawn.kind === "attn" ? "q" : drawn.kind === "mlp" ? "k" : "v";
    return { do: "patch", part, layer, head: drawn.index % (part === "q" ? H : G), roles: drawn.roles };
  }
  if (drawn.part === "splice" && dictionary) {
    const { kind } = dictionary;
    const where = drawn.everywhere
      ? { kind: "all" as const, layer: "all" as const }
      : { kind, layer: dictionary.layer };
    return {
      do: "splice",
      ...where,
      keepError: drawn.keepError,
      roles: drawn.everywhere ? null : drawn.roles,
    };
  }
  if (drawn.part === "feature" && dictionary) {
    const { kind, dFeatures } = dictionary;
    const what: Part = { part: "feature", kind, layer: dictionary.layer, index: drawn.index % dFeatures };
    return { ...common, what };
  }
  if (drawn.part === "error" && dictionary)
    return { ...common, what: { part: "error", kind: dictionary.kind, layer: dictionary.layer } };
  if (drawn.part === "head") return { ...common, what: { part: "head", layer, head: drawn.index % H } };
  return { ...common, what: { part: "site", kind: drawn.kind, layer } };
}

interface Naive {
  model: LoadedModel;
  random: RandomModel;
  prompts: readonly Prompt[];
}

/** What plain loops make of interventions at a position of a site. */
function naiveChange(
  { model, random, prompts }: Naive,
  prompt: Prompt,
  interventions: readonly Intervention[],
  place: { kind: "attn" | "mlp" | "resid"; layer: number },
  position: number,
): NaiveChange | undefined {
  const change: NaiveChange & { features: Map<number, number>; heads: Map<number, Float64Array> } = {
    ...{ features: new Map(), heads: new Map() },
    feature: (index) => change.features.get(index),
    head: (head) => change.heads.get(head),
  };
  const K = model.config.dHead;
  for (const each of interventions) {
    const at = (role: string) => prompt.roles[role] === position;
    if (each.do === "splice") {
      const has = model.dictionaries.some(({ kind, layer }) => kind === place.kind && layer === place.layer);
      const isHere =
        (each.kind === "all" || each.kind === place.kind) &&
        (each.layer === "all" || each.layer === place.layer);
      if (!has || !isHere || !(each.roles === null || each.roles.some(at))) continue;
      const own = { tokenIds: prompt.tokenIds, roles: { own: position } };
      const { error } = naiveValue(
        ...([model, random, []] as const),
        { ...prompt, counterfactual: own },
        ...(["counterfactual", place, "own"] as const),
      );
      change.error = each.keepError ? error : error.fill(0);
      continue;
    }
    if (each.do === "patch") continue;
    const role = each.roles.find(at);
    const { what } = each;
    const kind = what.part === "head" ? "attn" : what.kind;
    if (role === undefined || kind !== place.kind || what.layer !== place.layer) continue;
    const value = naiveValue(model, random, prompts, prompt, each.to, place, role);
    if (what.part === "feature") change.features.set(what.index, value.f[what.index]);
    if (what.part === "error") change.error = value.error;
    if (what.part === "head")
      change.heads.set(what.head, value.out.slice(what.head * K, (what.head + 1) * K));
    if (what.part === "site") change.site = value.out;
  }
  return change;
}

/** What heads' queries, keys and values are replaced by. */
function naivePatches(
  { model, random }: Naive,
  prompt: Prompt,
  interventions: readonly Intervention[],
): NaivePatch[] {
  const other = prompt.counterfactual;
  if (!other) return [];
  const { sites } = naivePass(random, model.manifest.processing, other.tokenIds);
  const K = model.config.dHead;
  return interventions.flatMap((each) => {
    if (each.do !== "patch") return [];
    const { part, layer, head, roles } = each;
    const values = sites.get(`blocks.${layer}.attn.hook_${part}`) ?? new Float64Array();
    const width = values.length / other.tokenIds.length;
    return roles.flatMap((role) => {
      const [position, from] = [prompt.roles[role], other.roles[role]];
      if (position === undefined || from === undefined) return [];
      const start = from * width + head * K;
      return [{ part, layer, head, position, row: values.slice(start, start + K) }];
    });
  });
}

test.each([
  ["of any shape", modelOfAnyShape],
  // Of what all heads have written together none is ablated.
  ["with leaves", modelOfAnyShape.map((spec) => withLeaves(spec, ["mlp", "resid"]))],
  ["with skip transcoders", modelWithSkips],
] as const)(
  "every part of a model %s, ablated to anything or spliced, frozen or not, gives the metrics that plain loops give",
  async (_, models) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        models.filter(({ contextLength }) => contextLength === 7),
        fc.array(choice, { minLength: 1, maxLength: 4 }),
        frozen,
        (spec, drawn, freeze) =>
          withRandomModel(runtime, folder, spec, async ({ model, random }) => {
            const V = spec.vocabularySize;
            const prompts = madeUpPrompts(4, spec.seed, V);
            const condition = drawn.map((each) => interventionOf(model, each, freeze.patterns));
            const conditions = [condition, []];
            const ours = await interveneOnPrompts(model, prompts, { conditions, metrics, freeze, seed: 1 });
            const logitsOf = (sites: ReadonlyMap<string, Float64Array>, position: number) =>
              (sites.get("logits") ?? new Float64Array()).slice(position * V, (position + 1) * V);
            for (const [i, prompt] of prompts.entries()) {
              const end = prompt.roles.END ?? -1;
              const { processing } = model.manifest;
              const clean = logitsOf(naivePass(random, processing, prompt.tokenIds).sites, end);
              const other = prompt.counterfactual;
              const otherLogits =
                other && logitsOf(naivePass(random, processing, other.tokenIds).sites, other.roles.END ?? -1);
              const edited = logitsOf(
                naiveChanged(
                  model,
                  random,
                  prompt.tokenIds,
                  (place, s) => naiveChange({ model, random, prompts }, prompt, condition, place, s),
                  freeze,
                  naivePatches({ model, random, prompts }, prompt, condition),
                ),
                end,
              );
              for (const [c, logits] of [edited, clean].entries()) {
                for (const [m, metric] of metrics.entries()) {
                  const value = ours[c]?.[m]?.values[i] ?? Number.NaN;
                  const expected = naiveMetric(metric, prompt, logits, clean, otherLogits ?? null);
                  // What rounding decides is not compared: a rank beside an equal one, a quotient of a small difference.
                  if (metric === "rank" && nearTie(logits, prompt.right)) continue;
                  if (metric === "normalised-difference" && Math.abs(expected) > 100) continue;
                  compared += 1;
                  expect(
                    Math.abs(value - expected) / (1 + Math.abs(expected)),
                    `${metric} of prompt ${i}`,
                  ).toBeLessThan(2e-3);
                }
              }
            }
          }),
      ),
      { numRuns: models === modelOfAnyShape ? 30 : 12 },
    );
    expect(compared).toBeGreaterThan(models === modelOfAnyShape ? 1_000 : 400);
  },
  120_000,
);

function nearTie(logits: Float64Array, right: number): boolean {
  return logits.some((value, i) => i !== right && Math.abs(value - logits[right]) < 1e-3);
}

test("no head is ablated where the attention dictionary is of what all heads have written together, and a sentence says so", async () => {
  const spec: RandomModelSpec = {
    ...{ seed: 5, layers: 2, heads: 3, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 7 },
    ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
    processing: { fold_value_biases: false, center_writing_weights: false },
    dictionaries: [{ kind: "attn", layer: 0, dFeatures: 30, rule: "relu", dtype: "F32", opens: true }],
  };
  await withRandomModel(runtime, folder, spec, async ({ model }) => {
    const prompts = madeUpPrompts(4, 1, spec.vocabularySize);
    const ablate = (layer: number) => {
      const what = { part: "head" as const, layer, head: 1 };
      const conditions = [
        [{ do: "ablate" as const, what, to: "zero" as const, roles: [madeUpRoles[0] ?? ""] }],
      ];
      return interveneOnPrompts(model, prompts, { conditions, metrics: ["logit"], seed: 1 });
    };
    await expect(ablate(0)).rejects.toThrow(
      "The attn dictionary of layer 0 is of what all heads have written",
    );
    await expect(ablate(1)).resolves.toHaveLength(1);
  });
});
