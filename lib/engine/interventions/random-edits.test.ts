import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "@/lib/circuit-format/edit";
import { type FeatureId, formatNodeId, isFeature, type TargetId } from "@/lib/circuit-format/node-id";
import type { LoadedModel } from "../model";
import { anyKind, modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import { hooks, naiveEdits } from "../oracle/naive-edits";
import { distanceToEdge, naiveEncode, naivePreActivations } from "../oracle/naive-encode";
import { type NaivePass, naiveDictionary, naivePass } from "../oracle/naive-pass";
import { withLeaves, withSkips } from "../oracle/opened-places";
import type { RandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import type { Freeze } from "./edited-pass";
import { type InterveneResult, intervene } from "./intervene";

const folder = mkdtempSync(path.join(tmpdir(), "random-edits-"));
const [T, V, F] = [7, 40, 30];
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const index = fc.integer({ min: 0, max: F - 1 });
const value = fc.constantFrom(0, -1, 0.5, 3);
const place = {
  kind: anyKind,
  layer: fc.integer({ min: 0, max: 2 }),
  positions: fc.option(fc.uniqueArray(fc.nat(T - 1), { minLength: 1, maxLength: 3 }), { nil: undefined }),
};
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ do: fc.constant("scale" as const), ...place, index, scale: value }),
  fc.record({ do: fc.constant("set" as const), ...place, index, value }),
  fc.record({ do: fc.constant("splice" as const), ...place, keepError: fc.boolean() }),
);
const manyEdits = fc.array(edit, { minLength: 1, maxLength: 3 });

/** The same at a layer that the model has. */
function within<T extends { layer: number }>(layers: number, all: readonly T[]): T[] {
  return all.map((one) => ({ ...one, layer: one.layer % layers }));
}

const freeze: fc.Arbitrary<Freeze> = fc.record({
  patterns: fc.boolean(),
  layerNorms: fc.boolean(),
  outputs: fc.constant(false),
});

const anyFeature = fc.record({ kind: anyKind, layer: place.layer, index, position: fc.nat(T - 1) });

interface Passes {
  clean: NaivePass;
  edited: NaivePass;
}

function naivePasses(
  model: LoadedModel,
  random: RandomModel,
  tokens: readonly number[],
  edits: readonly Edit[],
  freeze: Freeze,
): Passes {
  const { processing } = model.manifest;
  const clean = naivePass(random, processing, tokens);
  const edit = naiveEdits(model, random, clean.sites, edits, freeze);
  return { clean, edited: naivePass(random, processing, tokens, edit) };
}

/** A feature's numbers, and how near its activation is to being decided by rounding, read off naive sites. */
function naiveFeature(random: RandomModel, pass: NaivePass, { kind, layer, index, position }: FeatureId) {
  const dictionary = naiveDictionary(random, kind, layer);
  if (!dictionary) throw new Error("there is no such dictionary");
  const D = dictionary.dIn;
  const x = pass.site(hooks(random, kind, layer).hookIn).slice(position * D, (position + 1) * D);
  const u = naivePreActivations(dictionary, x);
  const activation = naiveEncode(dictionary, x)[index];
  return {
    preActivation: u[index],
    activation,
    margin: distanceToEdge(dictionary, u, index),
  };
}

function naiveValue(random: RandomModel, pass: NaivePass, target: TargetId): number {
  if (isFeature(target)) return naiveFeature(random, pass, target).preActivation;
  const logit = (token: number) => pass.site("logits")[target.position * V + token];
  return logit(target.index) - (target.kind === "logit-diff" ? logit(target.minus) : 0);
}

function expectClose(value: number | undefined, expected: number, where: string): void {
  const difference = Math.abs((value ?? Number.NaN) - expected) / (1 + Math.abs(expected));
  expect(difference, where).toBeLessThan(1e-3);
}

function expectTarget(random: RandomModel, passes: Passes, target: TargetId, ours: InterveneResult): void {
  expect(ours.target.id).toBe(formatNodeId(target));
  expectClose(ours.target.before, naiveValue(random, passes.clean, target), "before");
  expectClose(ours.target.after, naiveValue(random, passes.edited, target), "after");
}

const someKinds = fc.subarray(["attn" as const, "mlp" as const, "resid" as const], { minLength: 1 });
const sorts = [
  ["random models", modelWithAllDictionaries, 35],
  [
    "models with dictionaries of what is written already",
    fc.tuple(modelWithAllDictionaries, someKinds).map(([spec, kinds]) => withLeaves(spec, kinds)),
    15,
  ],
  ["models with skip transcoders", modelWithAllDictionaries.map(withSkips), 8],
] as const;

test.each(sorts)(
  "random edits of %s give what plain loops give, under every processing",
  async (_, models, numRuns) => {
    await fc.assert(
      fc.asyncProperty(models, manyEdits, freeze, fc.boolean(), (spec, choices, freeze, differ) =>
        withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
          const edits = within(spec.layers, choices);
          const place = { index: 3, position: spec.seed % T };
          const target: TargetId = differ
            ? { kind: "logit-diff", minus: 5, ...place }
            : { kind: "logit", ...place };
          const ours = await intervene(model, tokens, { edits, target, freeze });
          const passes = naivePasses(model, random, tokens, edits, freeze);
          expectTarget(random, passes, target, ours);
          for (const when of ["before", "after"] as const) {
            const pass = when === "before" ? passes.clean : passes.edited;
            const logits = pass.site("logits").slice((T - 1) * V);
            for (const { id, logit } of ours.predictions[when])
              expectClose(logit, logits[id], `${when}: token ${id}`);
            expectClose(ours.predictions[when][0]?.logit, Math.max(...logits), `${when}: best`);
          }
        }),
      ),
      { numRuns },
    );
  },
  120_000,
);

test("a feature that random edits change has, as a target, the pre-activation plain loops give", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithAllDictionaries, manyEdits, freeze, fc.nat(), (spec, choices, freeze, choice) =>
      withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
        const edits = within(spec.layers, choices);
        const reached = featureIds((await model.run(tokens)).features);
        const target = reached[choice % reached.length];
        if (!target) return;
        const ours = await intervene(model, tokens, { edits, target, freeze });
        expectTarget(random, naivePasses(model, random, tokens, edits, freeze), target, ours);
      }),
    ),
    { numRuns: 30 },
  );
}, 120_000);

test("edits in layers above the target's leave the target as it was", async () => {
  const deep = modelWithAllDictionaries.filter(({ layers }) => layers > 1);
  await fc.assert(
    fc.asyncProperty(deep, (spec) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const edits: Edit[] = [{ do: "scale", kind: "attn", layer: 1, index: 0, scale: 0 }];
        const active = featureIds((await model.run(tokens)).features);
        for (const target of active.filter(({ layer }) => layer === 0).slice(0, 5)) {
          const { before, after } = (await intervene(model, tokens, { edits, target })).target;
          expect(after).toBe(before);
        }
      }),
    ),
    { numRuns: 10 },
  );
});

test.each(sorts)(
  "watched features of %s have, before and after random edits, the values plain loops give",
  async (_, models, numRuns) => {
    const watched = fc.array(anyFeature, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(models, manyEdits, freeze, watched, (spec, choices, freeze, wanted) =>
        withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
          const edits = within(spec.layers, choices);
          const features = within(spec.layers, wanted);
          const target: TargetId = { kind: "logit", index: 3, position: T - 1 };
          const ours = await intervene(model, tokens, { edits, target, freeze, features });
          const { clean, edited } = naivePasses(model, random, tokens, edits, freeze);
          expect(ours.features.map(({ id }) => id)).toEqual(features.map(formatNodeId));
          for (const [i, feature] of features.entries()) {
            for (const when of ["before", "after"] as const) {
              const naive = naiveFeature(random, when === "before" ? clean : edited, feature);
              const mine = ours.features[i]?.[when];
              const where = `${formatNodeId(feature)} ${when}`;
              expectClose(mine?.preActivation, naive.preActivation, where);
              // At the edge, rounding decides whether the feature is active.
              if (naive.margin > 1e-3) expectClose(mine?.activation, naive.activation, where);
            }
          }
        }),
      ),
      { numRuns },
    );
  },
);
