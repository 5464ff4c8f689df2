import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { sitesOfKind } from "@/lib/engine/architectures/sites";
import { openModel } from "@/lib/engine/model";
import { letterTokenizer } from "@/lib/engine/oracle/letter-tokenizer";
import { fillUniform } from "@/lib/engine/oracle/random";
import { openRuntime } from "@/lib/engine/runtime";
import { manifestFormat } from "@/lib/engine/weights/manifest";
import { writeSafetensors } from "@/lib/engine/weights/write-safetensors";
import { env } from "@/lib/env";

export interface CheckpointSpec {
  layers: number;
  heads: number;
  dModel: number;
  vocabularySize: number;
  contextLength: number;
  kinds: DictionaryKind[];
  dFeatures: number;
  /** Active features a token to aim at. */
  active: number;
}

/** GPT-2 small with attention and residual dictionaries of the size usual for it. */
export const gpt2Small: CheckpointSpec = {
  ...{ layers: 12, heads: 12, dModel: 768, vocabularySize: 50_257, contextLength: 1024 },
  ...{ kinds: ["attn", "resid"], dFeatures: 24_576, active: 25 },
};

/**
 * Makes a random checkpoint of the given shape for benches, or finds the one made before; returns its
 * folder. Encoder biases are set from the sites' size on random text, so that about `active` features
 * fire on a token. Takes about 10 s a gigabyte and holds one tensor at a time.
 */
export async function makeCheckpoint(dir: string, spec: CheckpointSpec): Promise<string> {
  const specFile = path.join(dir, "spec.json");
  const wanted = JSON.stringify(spec);
  if (existsSync(specFile) && readFileSync(specFile, "utf8") === wanted) return dir;
  const draft = `${dir}.draft`;
  for (const stale of [dir, draft]) rmSync(stale, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeModel(draft, spec);
  writeJson(path.join(draft, "manifest.json"), manifestOf(spec, false));
  const spread = await measureSites(draft, spec);
  for (const kind of spec.kinds) {
    for (let l = 0; l < spec.layers; l++)
      writeDictionary(draft, spec, kind, l, spread.get(sitesOfKind(kind, l).hookIn) ?? 1);
  }
  writeJson(path.join(draft, "manifest.json"), manifestOf(spec, true));
  writeFileSync(path.join(draft, "spec.json"), wanted);
  renameSync(draft, dir);
  return dir;
}

/** Uniform numbers of the given standard deviation, as bytes. */
function uniformBytes(shape: readonly number[], deviation: number, seed: number, mean = 0): Uint8Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  fillUniform(values, mean, deviation * Math.sqrt(3), seed);
  return new Uint8Array(values.buffer);
}

function writeModel(dir: string, spec: CheckpointSpec): void {
  const { layers, heads, dModel: D, vocabularySize: V, contextLength } = spec;
  const tensor = (name: string, shape: number[], deviation = 0.02, mean = 0) => ({
    name,
    shape,
    deviation,
    mean,
  });
  const perLayer = (l: number) => [
    tensor(`h.${l}.ln_1.weight`, [D], 0.02, 1),
    tensor(`h.${l}.ln_1.bias`, [D]),
    tensor(`h.${l}.attn.c_attn.weight`, [D, 3 * D], 0.04),
    tensor(`h.${l}.attn.c_attn.bias`, [3 * D]),
    tensor(`h.${l}.attn.c_proj.weight`, [D, D]),
    tensor(`h.${l}.attn.c_proj.bias`, [D]),
    tensor(`h.${l}.ln_2.weight`, [D], 0.02, 1),
    tensor(`h.${l}.ln_2.bias`, [D]),
    tensor(`h.${l}.mlp.c_fc.weight`, [D, 4 * D]),
    tensor(`h.${l}.mlp.c_fc.bias`, [4 * D]),
    tensor(`h.${l}.mlp.c_proj.weight`, [4 * D, D]),
    tensor(`h.${l}.mlp.c_proj.bias`, [D]),
  ];
  const tensors = [
    tensor("wte.weight", [V, D], 0.1),
    tensor("wpe.weight", [contextLength, D], 0.05),
    ...Array.from({ length: layers }, (_, l) => perLayer(l)).flat(),
    tensor("ln_f.weight", [D], 0.02, 1),
    tensor("ln_f.bias", [D]),
  ];
  writeSafetensors(
    path.join(dir, "model.safetensors"),
    tensors.map(({ name, shape, deviation, mean }, i) => {
      return { name, dtype: "F32", shape, make: () => uniformBytes(shape, deviation, i + 1, mean) };
    }),
  );
  writeJson(path.join(dir, "config.json"), {
    ...{ model_type: "gpt2", n_layer: layers, n_head: heads, n_embd: D, n_positions: contextLength },
    ...{ vocab_size: V, bos_token_id: V - 1 },
  });
  writeJson(path.join(dir, "tokenizer.json"), letterTokenizer(V));
}

function writeDictionary(
  dir: string,
  spec: CheckpointSpec,
  kind: DictionaryKind,
  l: number,
  spread: number,
): void {
  const { dModel: D, dFeatures: F } = spec;
  const folder = path.join(dir, folderOf(kind, l));
  mkdirSync(folder, { recursive: true });
  const { hookIn, hookOut } = sitesOfKind(kind, l);
  writeJson(path.join(folder, "cfg.json"), {
    ...{ architecture: kind === "mlp" ? "transcoder" : "standard", d_in: D, d_sae: F, d_out: D },
    ...{ apply_b_dec_to_input: kind !== "mlp", normalize_activations: "none" },
    metadata: { hook_name: hookIn, ...(kind === "mlp" && { hook_name_out: hookOut }) },
  });
  // A pre-activation is near normal with deviation |x| * 0.05: b_enc cuts it where `active` of F are left.
  const deviation = 0.05;
  const cut = upperQuantile(spec.active / F) * deviation * spread * Math.sqrt(D);
  const seed = 1_000 * (l + 1) + 97 * spec.kinds.indexOf(kind);
  writeSafetensors(path.join(folder, "sae_weights.safetensors"), [
    { name: "W_enc", dtype: "F32", shape: [D, F], make: () => uniformBytes([D, F], deviation, seed) },
    { name: "b_enc", dtype: "F32", shape: [F], make: () => uniformBytes([F], 0.1 * cut, seed + 1, -cut) },
    { name: "W_dec", dtype: "F32", shape: [F, D], make: () => uniformBytes([F, D], deviation, seed + 2) },
    { name: "b_dec", dtype: "F32", shape: [D], make: () => uniformBytes([D], 0.01 * spread, seed + 3) },
  ]);
}

/** Root mean square of every site a dictionary reads, over 64 random tokens. */
async function measureSites(dir: string, spec: CheckpointSpec): Promise<Map<string, number>> {
  const names = spec.kinds.flatMap((kind) =>
    Array.from({ length: spec.layers }, (_, l) => sitesOfKind(kind, l).hookIn),
  );
  const model = await openModel(dir, { runtime: await openRuntime({ provider: "cpu" }) });
  const sites = await model.forward(randomTokens(64, spec.vocabularySize), names);
  await model.close();
  return new Map(
    [...sites].map(([name, { data }]) => {
      let sum = 0;
      for (const value of data) sum += Number(value) ** 2;
      return [name, Math.sqrt(sum / data.length)];
    }),
  );
}

/** The beginning-of-text token and then any others, the same at every call. */
export function randomTokens(count: number, vocabularySize: number): number[] {
  const others = new Float32Array(count - 1);
  fillUniform(others, 0.5, 0.5, 12_345);
  return [vocabularySize - 1, ...Array.from(others, (value) => Math.floor(value * (vocabularySize - 1)))];
}

/** z with P(normal > z) = p, by bisection on the Abramowitz and Stegun 26.2.17 tail. */
function upperQuantile(p: number): number {
  let [low, high] = [0, 8];
  for (let i = 0; i < 60; i++) {
    const z = (low + high) / 2;
    if (normalTail(z) > p) low = z;
    else high = z;
  }
  return low;
}

function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}

function folderOf(kind: DictionaryKind, l: number): string {
  return `saes/${kind}/layer_${l}`;
}

function manifestOf(spec: CheckpointSpec, withDictionaries: boolean) {
  const processing = { fold_value_biases: false, center_writing_weights: false };
  return {
    ...{
      format: manifestFormat,
      name: "random-checkpoint",
      displayName: "Random checkpoint",
      architecture: "gpt2",
    },
    licence: "MIT",
    files: { config: "config.json", weights: "model.safetensors", tokenizer: "tokenizer.json" },
    processing,
    dictionarySets: (withDictionaries ? spec.kinds : []).map((kind) => ({
      kind,
      name: kind,
      processing,
      dictionaries: Array.from({ length: spec.layers }, (_, layer) => ({
        layer,
        folder: folderOf(kind, layer),
      })),
    })),
  };
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value));
}

/** Where benches keep the GPT-2-small-shaped checkpoint. */
export function gpt2SmallFolder(): string {
  return path.join(env().DATA_DIR, "checkpoints", "gpt2-small-random");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.stdout.write(`${await makeCheckpoint(gpt2SmallFolder(), gpt2Small)}\n`);
}
