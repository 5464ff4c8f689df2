import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProcessingStep } from "@/lib/circuit-format/processing";
import { expandNode } from "../attribution/expand-node";
import { type LoadedModel, openModel } from "../model";
import { naiveForward } from "../oracle/naive-forward";
import { processWeights } from "../oracle/process-weights";
import { type RandomModel, type RandomModelSpec, writeRandomModel } from "../oracle/random-model";
import { openRuntime, type Runtime } from "../runtime";
import { readTensor } from "../weights/safetensors";

/**
 * A model of GPT-2's shape under every processing, and dictionaries at every site: features and circuits against a reading of
 * its own, which does to the weights what TransformerLens does (`processWeights`) and reads its sites by its names for them.
 */
const base: Omit<RandomModelSpec, "processing" | "dictionaries"> = {
  ...{ seed: 77, layers: 2, heads: 4, dHead: 8, dMlp: 96, vocabularySize: 60, contextLength: 24 },
  ...{ activation: "gelu-tanh", dtype: "F32", tiedEmbeddings: true, prefix: "transformer." },
};
const tokens = Array.from({ length: 24 }, (_, i) => (i * 17 + 3) % 60);
const F = 200;
const both = [false, true];
const every = both.flatMap((fold_ln) =>
  both.flatMap((fold_value_biases) =>
    both.map((center_writing_weights) => ({ fold_ln, fold_value_biases, center_writing_weights })),
  ),
);

let runtime: Runtime;
const folder = mkdtempSync(path.join(tmpdir(), "processing-"));
beforeAll(async () => {
  runtime = await openRuntime({ provider: "cpu" });
});
afterAll(() => rmSync(folder, { recursive: true }));

type Processing = Record<ProcessingStep, boolean>;

function written(name: string, processing: Processing, rule: "relu" | "jumprelu" | "topk") {
  const dir = path.join(folder, name);
  const spec: RandomModelSpec = {
    ...base,
    processing,
    dictionaries: [0, 1].flatMap((layer) =>
      (["attn", "mlp", "resid"] as const).map((kind) => ({
        ...{ kind, layer, dFeatures: F, rule, dtype: "F32" as const },
        unfolded: !processing.fold_ln,
      })),
    ),
  };
  return { dir, random: writeRandomModel(dir, spec) };
}

/** u (T, F) of a dictionary's own numbers as its file has them, in float64, on the site that TransformerLens calls so. */
function preActivations(model: LoadedModel, random: RandomModel, processing: Processing) {
  const { shape, weights } = random;
  const D = shape.dModel;
  const sites = naiveForward(shape, processWeights(shape, weights, processing), tokens);
  return model.dictionaries.map((dictionary) => {
    const { kind, layer } = dictionary;
    const site = sites.get(dictionary.hookIn);
    if (!site) throw new Error("there is no such site");
    // Of a model whose LayerNorm stands, `hook_normalized` is what it puts out.
    const [gamma, beta] = ["weight", "bias"].map((name) => weights.get(`h.${layer}.ln_2.${name}`));
    if (!gamma || !beta) throw new Error("there is no such norm");
    const isOutput = kind === "mlp" && !processing.fold_ln;
    const input = isOutput ? site.map((value, i) => value * gamma[i % D] + beta[i % D]) : site;
    const [W_enc, b_enc, b_dec] = [dictionary.W_enc, dictionary.b_enc, dictionary.b_dec].map(readTensor);
    if (!W_enc || !b_enc || !b_dec) throw new Error("a dictionary has three");
    const u = new Float64Array(tokens.length * F);
    for (let t = 0; t < tokens.length; t++)
      for (let i = 0; i < F; i++) {
        let total = b_enc[i];
        for (let j = 0; j < D; j++)
          total += (input[t * D + j] - (kind === "mlp" ? 0 : b_dec[j])) * W_enc[j * F + i];
        u[t * F + i] = total;
      }
    return { dictionary, u };
  });
}

test.each(every)("under %o every active feature is what its own processing makes it", async (processing) => {
  for (const rule of ["relu", "jumprelu", "topk"] as const) {
    const { dir, random } = written(`${Object.values(processing).join("-")}-${rule}`, processing, rule);
    const model = await openModel(dir, { runtime });
    const { features } = await model.run(tokens);
    let active = 0;
    for (const { dictionary, u } of preActivations(model, random, processing)) {
      const { activation } = dictionary;
      const threshold =
        activation.rule === "jumprelu" ? readTensor(activation.threshold) : new Float32Array(F);
      const found = features.find(
        ({ kind, layer }) => kind === dictionary.kind && layer === dictionary.layer,
      );
      const ours = new Float64Array(tokens.length * F);
      found?.activations.forEach((f, n) => {
        ours[found.positions[n] * F + found.indices[n]] = f;
      });
      for (let t = 0; t < tokens.length; t++) {
        const row = u.subarray(t * F, (t + 1) * F);
        const edge = activation.rule === "topk" ? row.toSorted((a, b) => b - a)[activation.k - 1] : 0;
        for (let i = 0; i < F; i++) {
          const least = activation.rule === "topk" ? Math.max(edge, 0) : threshold[i];
          if (Math.abs(row[i] - least) < 1e-3) continue;
          const expected = row[i] > least ? row[i] : 0;
          if (expected > 0) active += 1;
          expect(Math.abs(ours[t * F + i] - expected) / (1 + expected)).toBeLessThan(2e-4);
        }
      }
    }
    expect(active).toBeGreaterThan(500);
    await model.close();
  }
});

test.each(every)(
  "under %o what a feature's circuit begins with adds up to its pre-activation",
  async (processing) => {
    const { dir, random } = written(`circuit-${Object.values(processing).join("-")}`, processing, "relu");
    const model = await openModel(dir, { runtime });
    for (const { dictionary, u } of preActivations(model, random, processing)) {
      const { kind, layer } = dictionary;
      const position = tokens.length - 1;
      const index = u.subarray(position * F).findIndex((value) => value > 0.5);
      const target = { kind, layer, index, position };
      const { contributions, completeness } = await expandNode(model, tokens, "direct", target);
      const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
      const value = u[position * F + index];
      expect(Math.abs(sum - value), `${kind} ${layer}`).toBeLessThan(1e-3 * (1 + Math.abs(value)));
      expect(completeness.residual).toBeLessThan(1e-4 * (1 + completeness.absoluteSum));
    }
    await model.close();
  },
);

test("a file that says otherwise is told from the right one: no two processings that matter give the same features", async () => {
  const seen = new Set<string>();
  for (const processing of every) {
    const { dir, random } = written(`other-${Object.values(processing).join("-")}`, processing, "relu");
    const config = path.join(dir, "saes/mlp/layer_0/cfg.json");
    const model = await openModel(dir, { runtime });
    for (const { dictionary, u } of preActivations(model, random, processing))
      seen.add(
        `${dictionary.kind}.${dictionary.layer} ${u.slice(-F).map((value) => Math.round(value * 100))}`,
      );
    await model.close();
    // The same file, said to be of a model whose LayerNorm was done otherwise, is another dictionary.
    const text = readFileSync(config, "utf8");
    const { fold_ln } = processing;
    writeFileSync(config, text.replace(`"fold_ln":${fold_ln}`, `"fold_ln":${!fold_ln}`));
    const other = await openModel(dir, { runtime });
    expect(
      other.dictionaries.find(({ kind, layer }) => kind === "mlp" && layer === 0)?.readsAfter !== undefined,
    ).toBe(fold_ln);
    await other.close();
  }
  // Attention: none, value biases, and beta1 W_V with them. Transcoders: LayerNorm folded or not. Streams: centred or not.
  expect([...seen].filter((each) => each.startsWith("attn.0"))).toHaveLength(3);
  expect([...seen].filter((each) => each.startsWith("mlp.0"))).toHaveLength(2);
  expect([...seen].filter((each) => each.startsWith("resid.0"))).toHaveLength(2);
});
