import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Edit } from "@/lib/circuit-format/edit";
import {
  type FeatureId,
  formatNodeId,
  isFeature,
  parseNodeId,
  type TargetId,
} from "@/lib/circuit-format/node-id";
import { parseTargetId } from "../attribution/target";
import { traceCircuit } from "../attribution/trace-circuit";
import { modelWithAllDictionaries, withRandomModel } from "../oracle/arbitrary-model";
import type { RandomModelSpec } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { causalCheck } from "./causal-check";
import { type Freeze, nothingFrozen } from "./edited-pass";
import { intervene } from "./intervene";

const folder = mkdtempSync(path.join(tmpdir(), "interventions-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
const T = 7;
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const kinds = ["attn", "mlp", "resid"] as const;
const freeze: fc.Arbitrary<Freeze> = fc.record({
  patterns: fc.boolean(),
  layerNorms: fc.boolean(),
  outputs: fc.constant(false),
});

test("an edit that changes nothing changes nothing, under every processing", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithAllDictionaries, freeze, (spec, freeze) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const nothing: Edit = { do: "scale", kind: "resid", layer: 0, index: 0, positions: [0], scale: 1 };
        for (const site of ["attn", "resid", "mlp"] as const) {
          const edits: Edit[] = [nothing, { do: "splice", kind: site, layer: 0, keepError: true }];
          const target: TargetId = { kind: "logit-diff", index: 3, minus: 5, position: T - 1 };
          const result = await intervene(model, tokens, { edits, target, freeze });
          const { before: was, after: is } = result.target;
          expect(Math.abs(is - was) / (1 + Math.abs(was))).toBeLessThan(2e-4);
          const ids = ({ before, after }: typeof result.predictions) =>
            [before, after].map(([best]) => best?.logit);
          const [before = Number.NaN, after = Number.NaN] = ids(result.predictions);
          expect(Math.abs(before - after)).toBeLessThan(1e-3);
        }
      }),
    ),
    { numRuns: 15 },
  );
});

test("with all else frozen, ablating a feature changes what reads it by exactly the edge", async () => {
  await fc.assert(
    fc.asyncProperty(
      modelWithAllDictionaries,
      fc.constantFrom("direct" as const, "residual" as const),
      (spec, mode) =>
        withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
          const target: TargetId = { kind: "logit", index: 3, position: T - 1 };
          const circuit = await traceCircuit(model, tokens, { identity, target, mode, threshold: 0.01 });
          const allFrozen = { patterns: true, layerNorms: true, outputs: true };
          const edges = circuit.edges.filter(({ source }) => isFeatureName(source));
          for (const edge of edges.filter((_, i) => i % Math.ceil(edges.length / 12) === 0)) {
            const { kind, layer, index, position } = featureOf(edge.source);
            const edits: Edit[] = [{ do: "scale", kind, layer, index, positions: [position], scale: 0 }];
            const read = parseTargetId(edge.target);
            const { target: change } = await intervene(model, tokens, {
              edits,
              target: read,
              freeze: allFrozen,
            });
            const where = `${edge.source} -> ${edge.target}`;
            const difference = Math.abs(change.before - change.after - edge.contribution);
            expect(difference / (1 + Math.abs(edge.contribution)), where).toBeLessThan(1e-3);
          }
        }),
    ),
    { numRuns: 15 },
  );
});

function isFeatureName(text: string): boolean {
  const id = parseNodeId(text);
  return id !== undefined && isFeature(id);
}

function featureOf(text: string): FeatureId {
  const id = parseNodeId(text);
  if (!id || !isFeature(id)) throw new Error(`${text} is no feature`);
  return id;
}

test("the causal check of all nodes at once measures what each intervention alone does", async () => {
  await fc.assert(
    fc.asyncProperty(modelWithAllDictionaries, freeze, fc.boolean(), (spec, freeze, ofFeature) =>
      withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
        const logit: TargetId = { kind: "logit", index: 3, position: T - 1 };
        const whole = await traceCircuit(model, tokens, { identity, target: logit, threshold: 0.01 });
        const feature = whole.nodes.find(({ id }) => isFeatureName(id));
        const target = ofFeature && feature ? featureOf(feature.id) : logit;
        const circuit = await traceCircuit(model, tokens, { identity, target, threshold: 0.02 });
        const seen: number[] = [];
        const check = await causalCheck(model, tokens, circuit, {
          freeze,
          onProgress: ({ done }) => seen.push(done),
        });
        const features = circuit.nodes.filter(({ id }) => isFeatureName(id) && id !== formatNodeId(target));
        expect(check.points.map(({ id }) => id)).toEqual(features.map(({ id }) => id));
        expect(seen.at(-1) ?? 0).toBe(features.length);
        for (const [i, point] of check.points.entries()) {
          expect(point.predicted).toBe(features[i]?.effect);
          if (i % 9 !== 0) continue;
          const { kind, layer, index, position } = featureOf(point.id);
          const edits: Edit[] = [{ do: "scale", kind, layer, index, positions: [position], scale: 0 }];
          const { target: alone } = await intervene(model, tokens, { edits, target, freeze });
          expect(Math.abs(point.measured - (alone.before - alone.after)), point.id).toBeLessThan(
            1e-3 * (1 + Math.abs(point.measured)),
          );
        }
        for (const value of [check.pearson, check.spearman])
          expect(Math.abs(value ?? 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    ),
    { numRuns: 15 },
  );
});

const plain: RandomModelSpec = {
  ...{ seed: 3, layers: 2, heads: 3, dHead: 5, dMlp: 20, vocabularySize: 40, contextLength: T },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].flatMap((layer) =>
    kinds.map((kind) => ({ kind, layer, dFeatures: 30, rule: "relu" as const, dtype: "F32" as const })),
  ),
};
const logit: TargetId = { kind: "logit", index: 3, position: T - 1 };

test("a feature is brought to the value it is set to, also where it was not active", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const [active] = (await model.run(tokens)).features.filter(
      ({ kind, layer }) => kind === "resid" && layer === 1,
    );
    const on = new Set(Array.from(active?.indices ?? []).filter((_, i) => active?.positions[i] === 2));
    const index = Array.from({ length: 30 }, (_, i) => i).find((i) => !on.has(i)) ?? -1;
    const watched: FeatureId = { kind: "attn", layer: 1, index: 4, position: 5 };
    const edits: Edit[] = [{ do: "set", kind: "resid", layer: 1, index, positions: [2], value: 5 }];
    const result = await intervene(model, tokens, { edits, target: logit, features: [watched] });
    expect(result.target.after).not.toBeCloseTo(result.target.before, 3);
    const [feature] = result.features;
    expect(feature?.id).toBe("attn.1.4@5");
    expect(feature?.after.preActivation).not.toBeCloseTo(feature?.before.preActivation ?? 0, 4);
    expect(feature?.before.activation).toBeCloseTo(Math.max(0, feature?.before.preActivation ?? 0), 4);
    expect(feature?.after.activation).toBeCloseTo(Math.max(0, feature?.after.preActivation ?? 0), 4);
  });
});

test("an edit behind what is read changes nothing", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const edits: Edit[] = [{ do: "set", kind: "resid", layer: 0, index: 1, positions: [5], value: 5 }];
    const early: FeatureId = { kind: "attn", layer: 1, index: 4, position: 3 };
    const target: TargetId = { ...logit, position: 2 };
    const result = await intervene(model, tokens, { edits, target, features: [early] });
    expect(result.target.after).toBe(result.target.before);
    expect(result.features[0]?.after).toEqual(result.features[0]?.before);
  });
});

test.each([
  ["a kind without a dictionary at that layer", { kind: "attn", layer: 7, index: 0 }],
  ["a feature the dictionary does not have", { kind: "attn", layer: 0, index: 30 }],
  ["a position past the text", { kind: "attn", layer: 0, index: 0, positions: [T] }],
] as const)("an edit of %s is refused", async (_, { ...place }) => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const edits: Edit[] = [
      { do: "scale", scale: 0, ...place, positions: "positions" in place ? [...place.positions] : [0] },
    ];
    await expect(
      intervene(model, tokens, { edits, target: logit, freeze: nothingFrozen }),
    ).rejects.toMatchObject({
      name: "EngineError",
      code: "invalid-input",
    });
  });
});

test.each([
  ["set", { do: "set", value: -1e10 }],
  ["scaled", { do: "scale", scale: 1e10 }],
] as const)("a feature is not %s so far that squares overflow", async (_, factor) => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const edits: Edit[] = [{ kind: "resid", layer: 0, index: 0, positions: [1], ...factor }];
    await expect(intervene(model, tokens, { edits, target: logit })).rejects.toThrow(/at most 1000000000/);
  });
});

test("a causal check of fewer nodes than there are takes the most influential, in the circuit's order", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const circuit = await traceCircuit(model, tokens, { identity, target: logit, threshold: 0.02 });
    const features = circuit.nodes.filter(({ kind }) => kind === "attn" || kind === "mlp");
    for (const maxNodes of [1, 5, features.length - 1]) {
      const least = features.toSorted((a, b) => b.influence - a.influence)[maxNodes - 1]?.influence ?? 0;
      const { points } = await causalCheck(model, tokens, circuit, { maxNodes });
      expect(points.map(({ id }) => id)).toEqual(
        features.filter(({ influence }) => influence >= least).map(({ id }) => id),
      );
    }
  });
});

test("features are not scaled one behind the other until squares overflow, frozen or not", async () => {
  await withRandomModel(runtime, folder, plain, async ({ model, tokens }) => {
    const edits = [0, 1].flatMap((layer) =>
      Array.from(
        { length: 30 },
        (_, index): Edit => ({ do: "scale", kind: "resid", layer, index, scale: 1e9 }),
      ),
    );
    for (const frozen of [false, true]) {
      const freeze: Freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
      const scaled = (among: Edit[]) => intervene(model, tokens, { edits: among, target: logit, freeze });
      await expect(scaled(edits)).rejects.toThrow("overflow");
      expect((await scaled(edits.slice(0, 30))).target.after).not.toBeNaN();
    }
  });
});
