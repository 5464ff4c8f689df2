import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Activation } from "../architectures/architecture";
import { manifestFormat, type Processing } from "../weights/manifest";
import { toFloat32, type WeightType } from "../weights/number-formats";
import { writeSafetensors } from "../weights/write-safetensors";
import { letterTokenizer } from "./letter-tokenizer";
import type { NaiveDictionary } from "./naive-encode";
import type { NaiveShape } from "./naive-forward";
import { plainConfig, plainNumbers, plainTensors } from "./plain-architecture";
import { normal } from "./random";
import { toStored } from "./storage";

export interface RandomDictionarySpec {
  kind: DictionaryKind;
  layer: number;
  dFeatures: number;
  rule: "relu" | "jumprelu" | "topk";
  dtype: WeightType;
}

export interface RandomModelSpec {
  /** By default GPT-2. */
  family?: "gpt2" | "plain";
  seed: number;
  layers: number;
  heads: number;
  dHead: number;
  dMlp: number;
  vocabularySize: number;
  contextLength: number;
  activation: Activation;
  dtype: WeightType;
  tiedEmbeddings: boolean;
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

const activationNames = { "gelu-tanh": "gelu_new", gelu: "gelu", relu: "relu" };

/** Writes a random model folder of any shape: manifest, config, weights, tokenizer, dictionaries. */
export function writeRandomModel(dir: string, spec: RandomModelSpec): RandomModel {
  const { layers, heads, dHead, dMlp, vocabularySize } = spec;
  const dModel = heads * dHead;
  mkdirSync(dir, { recursive: true });
  const isPlain = spec.family === "plain";
  writeJson(path.join(dir, "config.json"), isPlain ? plainConfig(spec) : gpt2Config(spec));
  writeJson(path.join(dir, "tokenizer.json"), letterTokenizer(vocabularySize));
  writeJson(path.join(dir, "manifest.json"), manifestOf(spec));
  const stored = writeTensors(
    path.join(dir, "model.safetensors"),
    spec.dtype,
    spec.seed,
    isPlain ? "" : spec.prefix,
    isPlain ? plainTensors(spec) : gpt2Tensors(spec),
  );
  const weights = isPlain ? plainNumbers(stored, spec) : stored;
  const dictionaries = spec.dictionaries.map((dictionary, i) =>
    writeDictionary(
      path.join(dir, folderOf(dictionary)),
      dictionary,
      dModel,
      spec,
      spec.seed + 100_000 * (i + 1),
    ),
  );
  const norm = { kind: isPlain ? "rms" : "layer", epsilon: 1e-5 } as const;
  const shape = { layers, heads, dModel, dMlp, vocabularySize, norm, activation: spec.activation };
  return { shape, weights, dictionaries };
}

function gpt2Config({ layers, heads, dHead, dMlp, contextLength, vocabularySize, ...spec }: RandomModelSpec) {
  return {
    model_type: "gpt2",
    activation_function: activationNames[spec.activation],
    ...{ n_layer: layers, n_head: heads, n_embd: heads * dHead, n_inner: dMlp, n_positions: contextLength },
    ...{ vocab_size: vocabularySize, layer_norm_epsilon: 1e-5, bos_token_id: vocabularySize - 1 },
    tie_word_embeddings: spec.tiedEmbeddings,
  };
}

export interface RandomTensor {
  name: string;
  shape: number[];
  deviation: number;
  mean?: number;
}

function gpt2Tensors(spec: RandomModelSpec): RandomTensor[] {
  const D = spec.heads * spec.dHead;
  const perLayer = (l: number): RandomTensor[] => [
    { name: `h.${l}.ln_1.weight`, shape: [D], deviation: 0.2, mean: 1 },
    { name: `h.${l}.ln_1.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.attn.c_attn.weight`, shape: [D, 3 * D], deviation: 0.5 },
    { name: `h.${l}.attn.c_attn.bias`, shape: [3 * D], deviation: 0.2 },
    { name: `h.${l}.attn.c_proj.weight`, shape: [D, D], deviation: 0.3 },
    { name: `h.${l}.attn.c_proj.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.ln_2.weight`, shape: [D], deviation: 0.2, mean: 1 },
    { name: `h.${l}.ln_2.bias`, shape: [D], deviation: 0.2 },
    { name: `h.${l}.mlp.c_fc.weight`, shape: [D, spec.dMlp], deviation: 0.3 },
    { name: `h.${l}.mlp.c_fc.bias`, shape: [spec.dMlp], deviation: 0.2 },
    { name: `h.${l}.mlp.c_proj.weight`, shape: [spec.dMlp, D], deviation: 0.3 },
    { name: `h.${l}.mlp.c_proj.bias`, shape: [D], deviation: 0.2 },
  ];
  return [
    { name: "wte.weight", shape: [spec.vocabularySize, D], deviation: 0.5 },
    { name: "wpe.weight", shape: [spec.contextLength, D], deviation: 0.3 },
    ...Array.from({ length: spec.layers }, (_, l) => perLayer(l)).flat(),
    { name: "ln_f.weight", shape: [D], deviation: 0.2, mean: 1 },
    { name: "ln_f.bias", shape: [D], deviation: 0.2 },
    ...(spec.tiedEmbeddings
      ? []
      : [{ name: "lm_head.weight", shape: [spec.vocabularySize, D], deviation: 0.5 }]),
  ];
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

function writeDictionary(
  dir: string,
  spec: RandomDictionarySpec,
  D: number,
  model: RandomModelSpec,
  seed: number,
): RandomModel["dictionaries"][number] {
  const { kind, layer, dFeatures: F, rule } = spec;
  mkdirSync(dir, { recursive: true });
  const isTranscoder = kind === "mlp";
  const k = Math.max(1, Math.floor(F / 5));
  const architecture = isTranscoder
    ? rule === "jumprelu"
      ? "jumprelu_transcoder"
      : "transcoder"
    : rule === "relu"
      ? "standard"
      : rule;
  writeJson(path.join(dir, "cfg.json"), {
    architecture,
    ...{ d_in: D, d_sae: F, apply_b_dec_to_input: !isTranscoder, normalize_activations: "none" },
    ...(isTranscoder && { d_out: D }),
    ...(rule === "topk" && { activation_fn: "topk", k }),
    metadata: {
      // What is taken of a file that says nothing, so that nothing need be said of it.
      model_from_pretrained_kwargs: { ...model.processing, fold_ln: kind === "mlp" },
      hook_name: hookOf(kind, layer),
    },
  });
  const values = writeTensors(path.join(dir, "sae_weights.safetensors"), spec.dtype, seed, "", [
    { name: "W_enc", shape: [D, F], deviation: 0.3 },
    { name: "b_enc", shape: [F], deviation: 0.3, mean: -0.3 },
    { name: "W_dec", shape: [F, D], deviation: 0.3 },
    { name: "b_dec", shape: [D], deviation: 0.2 },
    // Far from 0 against its spread, so that no threshold is below it.
    ...(rule === "jumprelu" ? [{ name: "threshold", shape: [F], deviation: 0.05, mean: 0.5 }] : []),
  ]);
  const get = (name: string) => values.get(name) ?? new Float32Array();
  const numbers: NaiveDictionary = {
    dIn: D,
    dFeatures: F,
    W_enc: get("W_enc"),
    b_enc: get("b_enc"),
    b_dec: isTranscoder ? undefined : get("b_dec"),
    W_dec: get("W_dec"),
    rule:
      rule === "relu"
        ? { name: rule }
        : rule === "topk"
          ? { name: rule, k }
          : { name: rule, threshold: get("threshold") },
  };
  return { spec, numbers };
}

function hookOf(kind: DictionaryKind, l: number): string {
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
      processing: spec.processing,
      dictionaries: spec.dictionaries
        .filter((dictionary) => dictionary.kind === kind)
        .map((dictionary) => ({ layer: dictionary.layer, folder: folderOf(dictionary) })),
    })),
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}
