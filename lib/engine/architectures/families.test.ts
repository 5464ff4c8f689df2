import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Edit, scaleFeature } from "@/lib/circuit-format/edit";
import type { TargetId } from "@/lib/circuit-format/node-id";
import { completenessTolerance } from "../attribution/completeness";
import { expandNode } from "../attribution/expand-node";
import { headTable } from "../attribution/head-table";
import { qkPairs } from "../attribution/query-key";
import { traceCircuit } from "../attribution/trace-circuit";
import { describeModel } from "../describe-model";
import { intervene } from "../interventions/intervene";
import { openModel } from "../model";
import { withRandomModel } from "../oracle/arbitrary-model";
import { featureIds } from "../oracle/feature-ids";
import type { GptNeoxOptions } from "../oracle/gpt-neox-models";
import type { LlamaOptions } from "../oracle/llama-models";
import { NaiveAttribution } from "../oracle/naive-attribution";
import { naiveEdits } from "../oracle/naive-edits";
import { naiveHeadTable } from "../oracle/naive-head-table";
import { naiveDictionary, naivePass } from "../oracle/naive-pass";
import { naiveQk } from "../oracle/naive-qk";
import { largestDifference } from "../oracle/open-random-model";
import { plain } from "../oracle/plain-architecture";
import { type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { float32Of } from "../rows";
import { openRuntime, type Runtime } from "../runtime";
import { architectures } from "./architectures";

const folder = mkdtempSync(path.join(tmpdir(), "second-architecture-"));
const identity = { model: "random", modelChecksum: "0".repeat(64), dictionarySets: [] };
let runtime: Runtime;

beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu", threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const sizes = {
  ...{ seed: 8, layers: 3, heads: 2, dHead: 6, dMlp: 20, vocabularySize: 60, contextLength: 8 },
  ...{ activation: "gelu-tanh" as const, dtype: "F32" as const, tiedEmbeddings: false, prefix: "" as const },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1, 2].flatMap((layer) =>
    (["attn", "mlp", "resid"] as const).map((kind) => {
      return { kind, layer, dFeatures: 40, rule: "relu" as const, dtype: "F32" as const };
    }),
  ),
};
const llama: LlamaOptions = {
  ...{ modelType: "llama", keyHeads: 2, attentionBias: false, mlpBias: false, theta: 10_000 },
};
const pythia: GptNeoxOptions = { parallel: true, attentionBias: true, rotated: 2, theta: 10_000 };
const silu = { family: "llama", activation: "silu" } as const;

const specs: [string, RandomModelSpec][] = [
  ["a made-up one with RMSNorm and no biases", { ...sizes, family: "plain" }],
  ["GPT-2 with scores divided by the layer", { ...sizes, scoresByLayer: true }],
  ["Llama with a head of keys for each of queries", { ...sizes, ...silu, llama }],
  [
    "Llama 3 with scaled angles, keys for two heads each, tied",
    {
      ...{ ...sizes, ...silu, heads: 4, tiedEmbeddings: true, dtype: "BF16" },
      llama: { ...llama, theta: 100, scaling: { kind: "llama3", factor: 8, low: 1, high: 4, original: 40 } },
    },
  ],
  [
    "Mistral with one head of keys for all, half floats",
    {
      ...{ ...sizes, ...silu, heads: 3, dtype: "F16" },
      llama: { ...llama, modelType: "mistral", keyHeads: 1 },
    },
  ],
  [
    "Qwen2 with its biases folded out of z",
    {
      ...{ ...sizes, ...silu, heads: 4, tiedEmbeddings: true },
      processing: { fold_ln: true, fold_value_biases: true, center_writing_weights: false },
      llama: { ...llama, modelType: "qwen2" },
    },
  ],
  [
    "Llama with biases everywhere and angles scaled evenly",
    {
      ...{ ...sizes, ...silu, heads: 4 },
      llama: { ...llama, attentionBias: true, mlpBias: true, scaling: { kind: "linear", factor: 3 } },
    },
  ],
  [
    "Mistral as Nemo is, whose heads are narrower together than the stream",
    {
      ...{ ...sizes, ...silu, heads: 4, dModel: 34, dtype: "BF16" },
      llama: { ...llama, modelType: "mistral", keyHeads: 2 },
    },
  ],
  [
    "Qwen2 with heads wider together than the stream, its biases folded out of z",
    {
      ...{ ...sizes, ...silu, heads: 4, dModel: 15 },
      processing: { fold_ln: true, fold_value_biases: true, center_writing_weights: false },
      llama: { ...llama, modelType: "qwen2" },
    },
  ],
  ["GPT-NeoX as Pythia has it", { ...sizes, family: "gpt-neox", activation: "gelu", gptNeox: pythia }],
  [
    "GPT-NeoX with whole heads turned, one after the other, no biases, tied",
    {
      ...{ ...sizes, family: "gpt-neox", tiedEmbeddings: true, dtype: "F16" },
      gptNeox: { ...pythia, parallel: false, attentionBias: false, rotated: 6 },
    },
  ],
  [
    "GPT-NeoX processed in full",
    {
      ...{ ...sizes, family: "gpt-neox", heads: 3, gptNeox: { ...pythia, rotated: 4 } },
      processing: { fold_ln: true, fold_value_biases: true, center_writing_weights: true },
    },
  ],
];
const logit: TargetId = { kind: "logit", index: 5, position: 7 };

describe.each(specs)("%s", (_, spec) => {
  test("computes every site as plain loops do", async () => {
    await withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
      const { sites } = naivePass(random, spec.processing, tokens);
      const ours = await model.forward(tokens, model.sites);
      for (const [name, values] of sites)
        expect(largestDifference(float32Of(ours.get(name), name), values), name).toBeLessThan(2e-4);
      expect([...sites.keys()].toSorted()).toEqual(model.sites.toSorted());
    });
  });

  test("its contributions are those of plain loops and add up, in a circuit too", async () => {
    await withRandomModel(runtime, folder, spec, async ({ model, tokens }) => {
      const oracle = await NaiveAttribution.open(model, tokens);
      const active = oracle.activeFeatures().filter(({ position }) => position === 7);
      for (const mode of ["direct", "residual"] as const) {
        for (const target of [...active.slice(0, 30), logit]) {
          const naive = oracle.contributions(target, mode);
          const { contributions, completeness } = await expandNode(model, tokens, mode, target);
          expect(contributions).toHaveLength(naive.size);
          for (const { source, contribution } of contributions)
            expect(Math.abs(contribution - (naive.get(source) ?? Number.NaN)), source).toBeLessThan(1e-3);
          expect(completeness.residual).toBeLessThan(completenessTolerance * (1 + completeness.absoluteSum));
        }
        const circuit = await traceCircuit(model, tokens, { identity, target: logit, mode, threshold: 0.01 });
        expect(circuit.nodes.filter(({ expanded }) => expanded).length).toBeGreaterThan(5);
        expect(circuit.checks.largestResidual).toBeLessThan(completenessTolerance);
      }
    });
  });

  test("its heads' shares and its scores' pairs are those of plain loops and add up to what the forward pass has", async () => {
    await withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
      const { features } = await model.run(tokens);
      const pass = naivePass(random, spec.processing, tokens);
      const active = featureIds(features);
      const attention = active.filter(({ kind }) => kind === "attn").slice(0, 20);
      expect(attention.length).toBeGreaterThan(5);
      for (const target of attention) {
        const dictionary = naiveDictionary(random, "attn", target.layer);
        if (!dictionary) throw new Error("an active feature has a dictionary");
        const naive = naiveHeadTable(pass, dictionary, target);
        const { table, constant, preActivation } = await headTable(model, tokens, target);
        expect(
          largestDifference(Float32Array.from(table.flat()), Float64Array.from(naive.table.flat())),
        ).toBeLessThan(1e-3);
        expect(table.flat().reduce((sum, value) => sum + value, constant)).toBeCloseTo(preActivation, 4);
      }
      for (let head = 0; head < spec.heads; head++) {
        const place = { layer: 1, head, query: 6, key: 2 };
        const { score, total, pairs } = await qkPairs(model, tokens, place);
        const activeAt = (position: number) =>
          active
            .filter((each) => each.kind === "resid" && each.layer === 1 && each.position === position)
            .map(({ index }) => index);
        const naive = naiveQk(pass, naiveDictionary(random, "resid", 1), activeAt, place);
        expect(Math.abs(total - score)).toBeLessThan(completenessTolerance * (1 + pairs.length));
        expect(Math.abs(score - naive.score) / (1 + Math.abs(naive.score))).toBeLessThan(1e-3);
        expect(pairs).toHaveLength(naive.pairs.size);
        for (const { query, key, value } of pairs)
          expect(Math.abs(value - (naive.pairs.get(`${query} ${key}`) ?? Number.NaN))).toBeLessThan(1e-3);
      }
    });
  });

  test("ablating its features changes a logit as plain loops say, frozen or not", async () => {
    await withRandomModel(runtime, folder, spec, async ({ model, random, tokens }) => {
      const features = featureIds((await model.run(tokens)).features).filter(
        ({ position }) => position === 6,
      );
      const clean = naivePass(random, spec.processing, tokens);
      const V = spec.vocabularySize;
      for (const frozen of [false, true]) {
        const freeze = { patterns: frozen, layerNorms: frozen, outputs: false };
        for (const feature of features.slice(0, 12)) {
          const edits: Edit[] = [scaleFeature(feature, 0)];
          const edited = naivePass(
            random,
            spec.processing,
            tokens,
            naiveEdits(model, random, clean.sites, edits, freeze),
          );
          const { before, after } = (await intervene(model, tokens, { edits, target: logit, freeze })).target;
          expect(Math.abs(before - clean.site("logits")[7 * V + 5])).toBeLessThan(1e-3);
          expect(Math.abs(after - edited.site("logits")[7 * V + 5])).toBeLessThan(1e-3);
        }
      }
    });
  });
});

test("a family nobody knows, and centring where the mean is read, are refused", async () => {
  const dir = path.join(folder, "unknown");
  const spec: RandomModelSpec = { ...sizes, family: "plain" };
  writeRandomModel(dir, spec);
  await expect(openModel(dir, { runtime })).rejects.toThrow("the architecture plain is not supported");
  await expect(describeModel(dir)).rejects.toThrow("the architecture plain is not supported");
  writeRandomModel(dir, { ...spec, processing: { fold_value_biases: false, center_writing_weights: true } });
  await expect(openModel(dir, { runtime, architectures: { ...architectures, plain } })).rejects.toThrow(
    "center_writing_weights changes what a model with RMSNorm computes",
  );
});
