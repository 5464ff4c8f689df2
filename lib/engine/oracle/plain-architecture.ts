import { z } from "zod";
import type {
  Architecture,
  LayerWeights,
  Linear,
  ModelConfig,
  ModelWeights,
  Norm,
} from "../architectures/architecture";
import type { ModelFile } from "../weights/model-folder";
import { readSafetensors, requireTensor } from "../weights/safetensors";
import { readJsonFile } from "../weights/strict-json";
import type { RandomModelSpec, RandomTensor } from "./random-model";

/** A made-up family as unlike GPT-2 as the parts allow: RMSNorm, no biases, maps of their own, stored (out, in). */
export const plain: Architecture = { modelTypes: [], readConfig, readWeights };

const count = z.number().int().min(1);
const configSchema = z.strictObject({
  ...{ layers: count, heads: count, dHead: count, dMlp: count, vocabularySize: count, contextLength: count },
  activation: z.enum(["gelu-tanh", "gelu", "relu", "silu"]),
  tiedEmbeddings: z.boolean(),
  epsilon: z.number().positive(),
});

export function plainConfig(spec: RandomModelSpec): z.infer<typeof configSchema> {
  const { layers, heads, dHead, dMlp, vocabularySize, contextLength, activation, tiedEmbeddings } = spec;
  const sizes = { layers, heads, dHead, dMlp, vocabularySize, contextLength };
  return { ...sizes, activation, tiedEmbeddings, epsilon: 1e-5 };
}

function readConfig(file: ModelFile): ModelConfig {
  const { epsilon, ...config } = readJsonFile(file, configSchema, 10_000);
  return {
    ...config,
    keyHeads: config.heads,
    dModel: config.heads * config.dHead,
    norm: { kind: "rms", epsilon },
    ...{ rotary: undefined, parallel: false, scoresByLayer: false },
    biases: { heads: false, out: false, mlp: false },
    beginningOfTextId: config.vocabularySize - 1,
  };
}

function readWeights(file: ModelFile, config: ModelConfig): ModelWeights {
  const source = readSafetensors(file);
  const { dModel: D, dMlp, vocabularySize: V } = config;
  const norm = (name: string): Norm => ({ gamma: requireTensor(source, name, [D]), beta: undefined });
  const linear = (name: string, inner: number, outer: number): Linear => {
    return { weight: requireTensor(source, name, [outer, inner]), transposed: true, bias: undefined };
  };
  const layer = (l: number): LayerWeights => {
    const of = (name: string) => ({
      of: linear(`layers.${l}.${name}`, D, D),
      first: 0,
      stride: config.dHead,
    });
    return {
      ...{ norm1: norm(`layers.${l}.norm1`), norm2: norm(`layers.${l}.norm2`) },
      ...{ q: of("q"), k: of("k"), v: of("v"), out: linear(`layers.${l}.out`, D, D) },
      mlpIn: linear(`layers.${l}.up`, D, dMlp),
      mlpGate: undefined,
      mlpOut: linear(`layers.${l}.down`, dMlp, D),
    };
  };
  const tokenEmbedding = requireTensor(source, "tokens", [V, D]);
  return {
    tokenEmbedding,
    positionEmbedding: requireTensor(source, "positions", [config.contextLength, D]),
    layers: Array.from({ length: config.layers }, (_, l) => layer(l)),
    finalNorm: norm("norm"),
    unembedding: config.tiedEmbeddings ? tokenEmbedding : requireTensor(source, "head", [V, D]),
  };
}

export function plainTensors({ heads, dHead, dMlp, ...spec }: RandomModelSpec): RandomTensor[] {
  const D = heads * dHead;
  const gamma = (name: string): RandomTensor => ({ name, shape: [D], deviation: 0.2, mean: 1 });
  const matrix = (name: string, shape: number[], deviation: number): RandomTensor => ({
    name,
    shape,
    deviation,
  });
  const layer = (l: number): RandomTensor[] => [
    gamma(`layers.${l}.norm1`),
    gamma(`layers.${l}.norm2`),
    ...["q", "k", "v"].map((name) => matrix(`layers.${l}.${name}`, [D, D], 0.5)),
    matrix(`layers.${l}.out`, [D, D], 0.3),
    matrix(`layers.${l}.up`, [dMlp, D], 0.3),
    matrix(`layers.${l}.down`, [D, dMlp], 0.3),
  ];
  return [
    matrix("tokens", [spec.vocabularySize, D], 0.5),
    matrix("positions", [spec.contextLength, D], 0.3),
    ...Array.from({ length: spec.layers }, (_, l) => layer(l)).flat(),
    gamma("norm"),
    ...(spec.tiedEmbeddings ? [] : [matrix("head", [spec.vocabularySize, D], 0.5)]),
  ];
}

/** The same numbers by the names and in the order that the oracle's plain loops know, GPT-2's, with zeros for biases. */
export function plainNumbers(
  stored: ReadonlyMap<string, Float32Array>,
  { layers, heads, dHead, dMlp }: RandomModelSpec,
): Map<string, Float32Array> {
  const D = heads * dHead;
  const get = (name: string) => stored.get(name) ?? new Float32Array();
  const zeros = (size: number) => new Float32Array(size);
  const numbers = new Map([
    ["wte.weight", get("tokens")],
    ["wpe.weight", get("positions")],
    ["ln_f.weight", get("norm")],
    ["ln_f.bias", zeros(D)],
  ]);
  const head = stored.get("head");
  if (head) numbers.set("lm_head.weight", head);
  for (let l = 0; l < layers; l++) {
    const add = (name: string, weight: Float32Array, width: number) =>
      numbers.set(`h.${l}.${name}.weight`, weight).set(`h.${l}.${name}.bias`, zeros(width));
    const map = (name: string, inner: number) => transposed(get(`layers.${l}.${name}`), inner);
    // The rows of q, k and v one under another are those of the fused map's transpose.
    const fused = ["q", "k", "v"].flatMap((name) => [...get(`layers.${l}.${name}`)]);
    add("attn.c_attn", transposed(Float32Array.from(fused), D), 3 * D);
    add("attn.c_proj", map("out", D), D);
    add("mlp.c_fc", map("up", D), dMlp);
    add("mlp.c_proj", map("down", dMlp), D);
    add("ln_1", get(`layers.${l}.norm1`), D);
    add("ln_2", get(`layers.${l}.norm2`), D);
  }
  return numbers;
}

/** (outer, inner) to (inner, outer). */
export function transposed(rows: Float32Array, inner: number): Float32Array {
  const outer = rows.length / inner;
  return rows.map((_, at) => rows[(at % outer) * inner + Math.floor(at / outer)]);
}
