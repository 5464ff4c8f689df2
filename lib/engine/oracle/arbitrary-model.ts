import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import type { ActivationRule } from "../dictionaries/dictionary";
import type { Runtime } from "../runtime";
import type { Processing } from "../weights/manifest";
import type { GptNeoxOptions } from "./gpt-neox-models";
import type { LlamaOptions } from "./llama-models";
import type { RandomScaling } from "./naive-rotary";
import { type OpenedRandomModel, openRandomModel } from "./open-random-model";
import type { Family } from "./random-families";
import type { RandomModelSpec } from "./random-model";

export const anyKind = fc.constantFrom("attn" as const, "mlp" as const, "resid" as const);
/** Every rule, each under its name. */
export const everyRule: { [Rule in ActivationRule]: Rule } = {
  relu: "relu",
  jumprelu: "jumprelu",
  topk: "topk",
};
const anyRule = fc.constantFrom(...Object.values(everyRule));
const anyType = fc.constantFrom("F32" as const, "F16" as const, "BF16" as const);

const anyProcessing = {
  fold_ln: fc.boolean(),
  fold_value_biases: fc.boolean(),
};

const anyScaling: fc.Arbitrary<RandomScaling | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom({ kind: "linear" as const, factor: 4 }, { kind: "dynamic" as const, factor: 4 }),
  fc.record({
    kind: fc.constant("llama3" as const),
    ...{ factor: fc.constant(8), low: fc.constant(1), high: fc.constant(4) },
    original: fc.constantFrom(8, 40, 300),
  }),
);

/** What is chosen of a family, made to fit the sizes of a shape. */
interface FamilyChoice {
  family: Family;
  processing: Processing;
  scoresByLayer?: boolean;
  llama?: LlamaOptions;
  gptNeox?: GptNeoxOptions;
  /** Of Llama: a stream that is not as wide as all heads together. */
  dModel?: number | undefined;
}

/** RMSNorm reads the mean that centring takes out, so a family that has it is never centred. */
const modelsOf: { [Name in Family]: fc.Arbitrary<FamilyChoice & { family: Name }> } = {
  gpt2: fc.record({
    family: fc.constant("gpt2"),
    processing: fc.record({ ...anyProcessing, center_writing_weights: fc.boolean() }),
    scoresByLayer: fc.boolean(),
  }),
  llama: fc.record({
    family: fc.constant("llama"),
    processing: fc.record({ ...anyProcessing, center_writing_weights: fc.constant(false) }),
    dModel: fc.option(fc.integer({ min: 4, max: 24 }), { nil: undefined }),
    llama: fc.record({
      modelType: fc.constantFrom("llama" as const, "mistral" as const, "qwen2" as const),
      keyHeads: fc.integer({ min: 1, max: 4 }),
      attentionBias: fc.boolean(),
      mlpBias: fc.boolean(),
      theta: fc.constantFrom(100, 10_000, 500_000),
      scaling: anyScaling,
    }),
  }),
  "gpt-neox": fc.record({
    family: fc.constant("gpt-neox"),
    processing: fc.record({ ...anyProcessing, center_writing_weights: fc.boolean() }),
    gptNeox: fc.record({
      ...{ parallel: fc.boolean(), attentionBias: fc.boolean() },
      rotated: fc.constantFrom(2, 4, 100),
      theta: fc.constantFrom(100, 10_000),
    }),
  }),
  plain: fc.record({
    family: fc.constant("plain"),
    processing: fc.record({ ...anyProcessing, center_writing_weights: fc.constant(false) }),
  }),
};
const anyFamily: fc.Arbitrary<FamilyChoice> = fc.oneof(...Object.values(modelsOf));

/** The sizes as the family can have them: rotary positions turn an even number, and heads of keys serve as many heads each. */
function fitted<Spec extends { heads: number; dHead: number }>(spec: Spec, choice: FamilyChoice) {
  const even = { ...spec, ...choice, dHead: spec.dHead + (spec.dHead % 2) };
  if (choice.gptNeox)
    return { ...even, gptNeox: { ...choice.gptNeox, rotated: Math.min(choice.gptNeox.rotated, even.dHead) } };
  if (!choice.llama) return { ...spec, ...choice };
  const { heads } = spec;
  const most = Math.min(choice.llama.keyHeads, heads);
  const keyHeads = Array.from({ length: most }, (_, i) => most - i).find((count) => heads % count === 0) ?? 1;
  return { ...even, llama: { ...choice.llama, keyHeads } };
}

/** The largest of each size; what is not named here is the same for all. */
interface ShapeLimits {
  heads: number;
  dHead: number;
  dMlp: number;
  vocabularySize: number;
  contextLength: { min: number; max: number };
  dFeatures: number;
  dictionaries: number;
  prefixes: readonly RandomModelSpec["prefix"][];
  /** A residual stream of one number is always its own mean, one of two all but fixed by its LayerNorm. */
  minWidth: number;
}

/** Models of odd shapes within limits, with any subset of dictionaries of any rule, and any processing. */
export function modelsOfAnyShape(most: ShapeLimits): fc.Arbitrary<RandomModelSpec> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      layers: fc.integer({ min: 1, max: 3 }),
      heads: fc.integer({ min: 1, max: most.heads }),
      dHead: fc.integer({ min: 1, max: most.dHead }),
      dMlp: fc.integer({ min: 1, max: most.dMlp }),
      vocabularySize: fc.integer({ min: 12, max: most.vocabularySize }),
      contextLength: fc.integer(most.contextLength),
      activation: fc.constantFrom("gelu-tanh" as const, "gelu" as const, "relu" as const, "silu" as const),
      dtype: anyType,
      tiedEmbeddings: fc.boolean(),
      prefix: fc.constantFrom(...most.prefixes),
      ofFamily: anyFamily,
      wanted: fc.uniqueArray(
        fc.record({
          kind: anyKind,
          layer: fc.integer({ min: 0, max: 2 }),
          dFeatures: fc.integer({ min: 1, max: most.dFeatures }),
          rule: anyRule,
          dtype: anyType,
          unfolded: fc.boolean(),
        }),
        { maxLength: most.dictionaries, selector: ({ kind, layer }) => `${kind}.${layer}` },
      ),
    })
    .filter(({ heads, dHead }) => heads * dHead >= most.minWidth)
    .map(({ wanted, ofFamily, ...rest }) => ({
      ...fitted(rest, ofFamily),
      dictionaries: wanted.filter(({ layer }) => layer < rest.layers),
    }));
}

/** Small ones, for what is computed for every pair of nodes. */
export const modelOfAnyShape = modelsOfAnyShape({
  ...{ heads: 4, dHead: 7, dMlp: 20, vocabularySize: 60, dFeatures: 40, dictionaries: 7 },
  contextLength: { min: 1, max: 7 },
  prefixes: [""],
  minWidth: 3,
});

/** Models with a dictionary of 30 features at every site, for texts of 7 tokens, under any processing. */
export const modelWithAllDictionaries: fc.Arbitrary<RandomModelSpec> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    layers: fc.integer({ min: 1, max: 3 }),
    heads: fc.integer({ min: 1, max: 3 }),
    dHead: fc.integer({ min: 3, max: 7 }),
    dMlp: fc.integer({ min: 1, max: 20 }),
    tiedEmbeddings: fc.boolean(),
    ofFamily: anyFamily,
    rules: fc.array(anyRule, { minLength: 9, maxLength: 9 }),
    unfolded: fc.boolean(),
  })
  .map(({ rules, ofFamily, unfolded, ...rest }) => ({
    ...{ vocabularySize: 40, contextLength: 7, activation: "gelu-tanh", dtype: "F32", prefix: "" },
    ...fitted(rest, ofFamily),
    dictionaries: Array.from({ length: rest.layers }, (_, layer) =>
      (["attn", "mlp", "resid"] as const).map((kind, i) => {
        return {
          kind,
          layer,
          dFeatures: 30,
          rule: rules[3 * layer + i] ?? "relu",
          dtype: "F32" as const,
          unfolded,
        };
      }),
    ).flat(),
  }));

/** Writes a random model under `folder` and opens it for the time of `use`. */
export async function withRandomModel<T>(
  runtime: Runtime,
  folder: string,
  spec: RandomModelSpec,
  use: (opened: OpenedRandomModel) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(path.join(folder, "model-"));
  const opened = await openRandomModel(runtime, dir, spec);
  try {
    return await use(opened);
  } finally {
    await opened.model.close();
    rmSync(dir, { recursive: true });
  }
}
