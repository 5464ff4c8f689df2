import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Activation } from "../architectures/architecture";
import type { ActivationRule } from "../dictionaries/dictionary";
import { manifestFormat, type Processing } from "../weights/manifest";
import { toFloat32, type WeightType } from "../weights/number-formats";
import { writeSafetensors } from "../weights/write-safetensors";
import type { GptNeoxOptions } from "./gpt-neox-models";
import { letterTokenizer } from "./letter-tokenizer";
import type { LlamaOptions } from "./llama-models";
import type { NaiveActivation, NaiveDictionary } from "./naive-encode";
import type { NaiveShape } from "./naive-forward";
import { normal } from "./random";
import { type Family, families } from "./random-families";
import { toStored } from "./storage";

export interface RandomDictionarySpec {
  kind: DictionaryKind;
  layer: number;
  dFeatures: number;
  rule: ActivationRule;
  dtype: WeightType;
  /** Of a transcoder: trained on a model whose LayerNorm was not folded, so that it reads after gamma and beta. */
  unfolded?: boolean;
  /** An SAE of the site whose features are leaves of a circuit: what attention or MLP adds, or the stream between them. */
  opens?: boolean;
  /** Of a transcoder: a linear map of its input is added to its output. */
  skips?: boolean;
}

export interface RandomModelSpec {
  /** By default GPT-2. */
  family?: Family;
  seed: number;
  layers: number;
  heads: number;
  dHead: number;
  /** Of the Llama family: the width of the stream, where it is not that of all heads together. */
  dModel?: number | undefined;
  dMlp: number;
  vocabularySize: number;
  contextLength: number;
  activation: Activation;
  dtype: WeightType;
  tiedEmbeddings: boolean;
  /** What GPT-2 and the plain family do not have. */
  llama?: LlamaOptions;
  gptNeox?: GptNeoxOptions;
  scoresByLayer?: boolean;
  /** Of GPT-2: how far the numbers of layers' matrices spread; wide ones need less than 1. */
  spread?: number;
  prefix: "" | "transformer.";
  processing: Processing;
  dictionaries: RandomDictionarySpec[];
}

/** A small random model on disk, and the numbers it holds after storage, for the oracle. */
export interface RandomModel {
  shape: NaiveShape;
  weights: Map<string, Float32Array>;
  dictionaries: { spec: RandomDictionarySpec; numbers: NaiveDictionary }[];
}

/** Writes a random model folder of any shape: manifest, config, weights, tokenizer, dictionaries. */
export function writeRandomModel(dir: string, spec: RandomModelSpec): RandomModel {
  const { layers, heads, dHead, dMlp, vocabularySize } = spec;
  const dModel = streamWidth(spec);
  mkdirSync(dir, { recursive: true });
  const family = families[spec.family ?? "gpt2"];
  writeJson(path.join(dir, "config.json"), family.config(spec));
  writeJson(path.join(dir, "tokenizer.json"), letterTokenizer(vocabularySize));
  writeJson(path.join(dir, "manifest.json"), manifestOf(spec));
  const stored = writeTensors(
    path.join(dir, "model.safetensors"),
    spec.dtype,
    spec.seed,
    family.prefix(spec),
    family.tensors(spec),
  );
  const weights = family.numbers(stored, spec);
  const dictionaries = spec.dictionaries.map((dictionary, i) =>
    writeDictionary(
      path.join(dir, folderOf(dictionary)),
      dictionary,
      dictionary.kind === "attn" && !dictionary.opens ? heads * dHead : dModel,
      { ...spec, weights },
      spec.seed + 100_000 * (i + 1),
    ),
  );
  const norm = { kind: family.norm, epsilon: 1e-5 };
  const sizes = { layers, heads, keyHeads: heads, dHead, dModel, dMlp, vocabularySize };
  const shape = { ...sizes, norm, activation: spec.activation, ...family.shape?.(spec) };
  return { shape, weights, dictionaries };
}

export function streamWidth({ heads, dHead, dModel = heads * dHead }: RandomModelSpec): number {
  return dModel;
}

export interface RandomTensor {
  name: string;
  shape: number[];
  deviation: number;
  mean?: number;
}

/** Writes seeded tensors and returns what reading them back gives. */
function writeTensors(
  file: string,
  dtype: WeightType,
  seed: number,
  prefix: string,
  tensors: RandomTensor[],
) {
  const kept = new Map<string, Float32Array>();
  const sources = tensors.map(({ name, shape, deviation, mean = 0 }, i) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const bytes = toStored(normal(count, deviation, seed + i, mean), dtype);
    kept.set(name, toFloat32(bytes, dtype));
    return { name: name === "lm_head.weight" ? name : prefix + name, dtype, shape, make: () => bytes };
  });
  writeSafetensors(file, sources);
  return kept;
}

interface WrittenRule {
  /** SAELens' words for an SAE and for a transcoder of it. */
  architecture: string;
  transcoder: string;
  config(k: number): object;
  tensors(F: number): RandomTensor[];
  activation(get: (tensor: string) => Float32Array, k: number): NaiveActivation;
}

/** How a dictionary of each rule is written. */
const rules: Record<ActivationRule, WrittenRule> = {
  relu: {
    ...{ architecture: "standard", transcoder: "transcoder" },
    config: () => ({}),
    tensors: () => [],
    activation: () => ({ rule: "relu" }),
  },
  jumprelu: {
    ...{ architecture: "jumprelu", transcoder: "jumprelu_transcoder" },
    config: () => ({}),
    // Far from 0 against its spread, so that no threshold is below it.
    tensors: (F) => [{ name: "threshold", shape: [F], deviation: 0.05, mean: 0.5 }],
    activation: (get) => ({ rule: "jumprelu", threshold: get("threshold") }),
  },
  topk: {
    ...{ architecture: "topk", transcoder: "transcoder" },
    config: (k) => ({ activation_fn: "topk", k }),
    tensors: () => [],
    activation: (_, k) => ({ rule: "topk", k }),
  },
};

function writeDictionary(
  dir: string,
  spec: RandomDictionarySpec,
  D: number,
  model: RandomModelSpec & { weights: Map<string, Float32Array> },
  seed: number,
): RandomModel["dictionaries"][number] {
  const { kind, layer, dFeatures: F, rule } = spec;
  mkdirSync(dir, { recursive: true });
  const isTranscoder = kind === "mlp" && !spec.opens;
  const k = Math.max(1, Math.floor(F / 5));
  const written = rules[rule];
  writeJson(path.join(dir, "cfg.json"), {
    architecture: isTranscoder
      ? written.transcoder.replace(/transcoder$/, spec.skips ? "skip_transcoder" : "transcoder")
      : written.architecture,
    ...{ d_in: D, d_sae: F, apply_b_dec_to_input: !isTranscoder, normalize_activations: "none" },
    ...(isTranscoder && { d_out: D }),
    ...written.config(k),
    metadata: {
      model_from_pretrained_kwargs: {
        ...model.processing,
        fold_ln: kind === "mlp" ? !spec.unfolded : (model.processing.fold_ln ?? false),
      },
      hook_name: hookOf(spec),
    },
  });
  const values = writeTensors(path.join(dir, "sae_weights.safetensors"), spec.dtype, seed, "", [
    { name: "W_enc", shape: [D, F], deviation: 0.3 },
    { name: "b_enc", shape: [F], deviation: 0.3, mean: -0.3 },
    { name: "W_dec", shape: [F, D], deviation: 0.3 },
    { name: "b_dec", shape: [D], deviation: 0.2 },
    ...written.tensors(F),
    ...(isTranscoder && spec.skips ? [{ name: "W_skip", shape: [D, D], deviation: 0.3 }] : []),
  ]);
  const get = (name: string) => values.get(name) ?? new Float32Array();
  const numbers: NaiveDictionary = {
    dIn: D,
    dFeatures: F,
    W_enc: get("W_enc"),
    b_enc: get("b_enc"),
    b_dec: isTranscoder ? undefined : get("b_dec"),
    W_dec: get("W_dec"),
    activation: written.activation(get, k),
  };
  if (isTranscoder && spec.unfolded) foldInput(numbers, layer, model.weights);
  return { spec, numbers };
}

/** `W' = diag(gamma2) W_enc` and `b' = b_enc + beta2 W_enc`: the same features of the site before gamma and beta. */
function foldInput(numbers: NaiveDictionary, layer: number, weights: Map<string, Float32Array>): void {
  const { dIn: D, dFeatures: F, W_enc, b_enc } = numbers;
  const [gamma, beta] = ["weight", "bias"].map((name) => weights.get(`h.${layer}.ln_2.${name}`));
  if (!gamma || !beta) throw new Error(`the oracle has no norm of layer ${layer}`);
  for (let i = 0; i < F; i++) {
    let bias = b_enc[i];
    for (let j = 0; j < D; j++) {
      bias += beta[j] * W_enc[j * F + i];
      W_enc[j * F + i] *= gamma[j];
    }
    b_enc[i] = bias;
  }
}

function hookOf({ kind, layer: l, opens }: RandomDictionarySpec): string {
  if (opens)
    return `blocks.${l}.${{ attn: "hook_attn_out", resid: "hook_resid_mid", mlp: "hook_mlp_out" }[kind]}`;
  if (kind === "mlp") return `blocks.${l}.ln2.hook_normalized`;
  return kind === "attn" ? `blocks.${l}.attn.hook_z` : `blocks.${l}.hook_resid_pre`;
}

function folderOf({ kind, layer }: RandomDictionarySpec): string {
  return `saes/${kind}/layer_${layer}`;
}

function manifestOf(spec: RandomModelSpec) {
  const kinds = [...new Set(spec.dictionaries.map(({ kind }) => kind))];
  return {
    ...{
      format: manifestFormat,
      name: "random",
      displayName: "Random",
      architecture: spec.family ?? "gpt2",
      licence: "MIT",
    },
    files: { config: "config.json", weights: "model.safetensors", tokenizer: "tokenizer.json" },
    processing: spec.processing,
    dictionarySets: kinds.map((kind) => ({
      kind,
      name: kind,
      processing: statedOf(kind, spec),
      dictionaries: spec.dictionaries
        .filter((dictionary) => dictionary.kind === kind)
        .map((dictionary) => ({ layer: dictionary.layer, folder: folderOf(dictionary) })),
    })),
  };
}

/** Of transcoders each file says by itself whether LayerNorm was folded. */
function statedOf(kind: DictionaryKind, { processing: { fold_ln, ...others } }: RandomModelSpec) {
  return kind === "mlp" || fold_ln === undefined ? others : { ...others, fold_ln };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}
