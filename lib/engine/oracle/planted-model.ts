import path from "node:path";
import { writeSafetensors } from "../weights/write-safetensors";
import { normal } from "./random";
import { type RandomModelSpec, writeRandomModel } from "./random-model";
import { toStored } from "./storage";

/** Width of the stream, of a head, and heads; the vocabulary and features of a dictionary. */
const [D, K, V, F, dMlp] = [16, 8, 8, 32, 12];

/** Tokens of the planted model: two names of four, what ends a prompt, what fills it. */
export const plantedTokens = { ada: 1, ben: 2, end: 5, fillers: [0, 6], beginning: 7, decoy: 6 } as const;

/** The dimension of the stream in which a name stands once it is copied, and those that only the decoy's logit reads. */
const copied = (name: number) => 9 + name;
const idle = [14, 15] as const;

/**
 * A model whose mechanism is known: head 0 of layer 0 looks from the end to the name and copies it, the unembedding reads what
 * was copied, and nothing else bears on a name's logit but through the last LayerNorm. Head 1, layer 1 and both MLPs write, at
 * random, to two dimensions that only the logit of token `decoy` reads, and they read nothing that was copied. Feature `n` of
 * `attn.0` is "the name `n` was copied".
 */
export function writePlantedModel(dir: string): void {
  writeRandomModel(dir, spec);
  const file = (name: string, tensors: Record<string, { shape: number[]; values: Float32Array }>) =>
    writeSafetensors(
      path.join(dir, name),
      Object.entries(tensors).map(([tensor, { shape, values }]) => ({
        ...{ name: tensor, dtype: "F32" as const, shape },
        make: () => toStored(values, "F32"),
      })),
    );
  file("model.safetensors", weights());
  for (const { kind, layer } of spec.dictionaries)
    file(`saes/${kind}/layer_${layer}/sae_weights.safetensors`, dictionary(kind, layer));
}

const spec: RandomModelSpec = {
  ...{ seed: 11, layers: 2, heads: 2, dHead: K, dMlp, vocabularySize: V, contextLength: 10 },
  ...{ activation: "relu", dtype: "F32", tiedEmbeddings: false, prefix: "" },
  processing: { fold_value_biases: false, center_writing_weights: false },
  dictionaries: [0, 1].flatMap((layer) =>
    (["attn", "mlp"] as const).map((kind) => ({
      ...{ kind, layer, dFeatures: F, rule: "relu" as const, dtype: "F32" as const },
    })),
  ),
};

interface Written {
  shape: number[];
  values: Float32Array;
}

function zeros(...shape: number[]): Written {
  return { shape, values: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
}

function put({ shape, values }: Written, row: number, column: number, value: number): void {
  values[row * (shape[1] ?? 1) + column] = value;
}

function weights(): Record<string, Written> {
  const embedding = zeros(V, D);
  for (let token = 0; token < V; token++) put(embedding, token, token, 1);
  for (const name of [1, 2, 3, 4]) put(embedding, name, 8, 1);
  put(embedding, plantedTokens.end, 9, 1);
  const unembedding = zeros(V, D);
  for (const name of [1, 2, 3, 4]) put(unembedding, name, copied(name), 2);
  // Of mean 0, so that what LayerNorm takes out of a row is no part of it.
  for (const [n, dimension] of idle.entries())
    put(unembedding, plantedTokens.decoy, dimension, n === 0 ? 2 : -2);
  const tensors: Record<string, Written> = {
    "wte.weight": embedding,
    "wpe.weight": zeros(10, D),
    "lm_head.weight": unembedding,
  };
  for (const norm of ["ln_f", "h.0.ln_1", "h.0.ln_2", "h.1.ln_1", "h.1.ln_2"]) {
    tensors[`${norm}.weight`] = { shape: [D], values: new Float32Array(D).fill(1) };
    tensors[`${norm}.bias`] = zeros(D);
  }
  for (const l of [0, 1]) Object.assign(tensors, layer(l));
  return tensors;
}

/** A read of the first ten dimensions, of mean 0: LayerNorm takes the mean out, and all other dimensions are in that. */
function putColumn(map: Written, column: number, values: Float32Array): void {
  const read = values.subarray(0, 10);
  const mean = read.reduce((sum, value) => sum + value, 0) / 10;
  for (const [i, value] of read.entries()) put(map, i, column, value - mean);
}

/** What reads the stream reads the first ten dimensions, at random, and writes to the idle ones. */
function layer(l: number): Record<string, Written> {
  const seed = 1000 * (l + 1);
  const qkv = zeros(D, 3 * D);
  const bias = zeros(3 * D);
  const out = zeros(D, D);
  const [mlpIn, mlpOut] = [zeros(D, dMlp), zeros(dMlp, D)];
  const noise = (n: number) => normal(2 * D * D, 0.3, seed + n);
  const [reads, writes, readsMlp, writesMlp] = [noise(1), noise(2), noise(3), noise(4)];
  for (let j = 0; j < K; j++) {
    putColumn(qkv, 2 * D + K + j, reads.subarray(20 * j));
    if (l === 1) putColumn(qkv, 2 * D + j, reads.subarray(20 * j + 10));
  }
  for (let j = 0; j < dMlp; j++) putColumn(mlpIn, j, readsMlp.subarray(20 * j));
  for (const [n, dimension] of idle.entries()) {
    const sign = n === 0 ? 1 : -1;
    for (let j = l === 0 ? K : 0; j < D; j++) put(out, j, dimension, sign * (writes[j] ?? 0));
    for (let j = 0; j < dMlp; j++) put(mlpOut, j, dimension, sign * (writesMlp[j] ?? 0));
  }
  if (l === 0) {
    put(qkv, 9, 0, 2);
    put(qkv, 8, D, 2);
    for (const name of [1, 2, 3, 4]) {
      put(qkv, name, 2 * D + name, 1);
      // What LayerNorm leaves of a token that is no name.
      bias.values[2 * D + name] = 0.378;
      put(out, name, copied(name), 1);
    }
  }
  return {
    [`h.${l}.attn.c_attn.weight`]: qkv,
    [`h.${l}.attn.c_attn.bias`]: bias,
    [`h.${l}.attn.c_proj.weight`]: out,
    [`h.${l}.attn.c_proj.bias`]: zeros(D),
    [`h.${l}.mlp.c_fc.weight`]: mlpIn,
    [`h.${l}.mlp.c_fc.bias`]: zeros(dMlp),
    [`h.${l}.mlp.c_proj.weight`]: mlpOut,
    [`h.${l}.mlp.c_proj.bias`]: zeros(D),
  };
}

/**
 * Dictionaries that miss nothing of what is idle: a transcoder's features are its MLP's neurons, and each number of z that is not
 * the copying head's has a feature above 0 and one below.
 */
function dictionary(kind: "attn" | "mlp" | "resid", l: number): Record<string, Written> {
  const [W_enc, W_dec, b_enc, b_dec] = [zeros(D, F), zeros(F, D), zeros(F), zeros(D)];
  const pass = (feature: number, dimension: number, sign: number) => {
    put(W_enc, dimension, feature, sign);
    put(W_dec, feature, dimension, sign);
  };
  if (kind === "mlp") {
    const { [`h.${l}.mlp.c_fc.weight`]: mlpIn, [`h.${l}.mlp.c_proj.weight`]: mlpOut } = layer(l);
    for (let i = 0; i < D; i++)
      for (let j = 0; j < dMlp; j++) put(W_enc, i, j, mlpIn?.values[i * dMlp + j] ?? 0);
    W_dec.values.set(mlpOut?.values ?? []);
  } else {
    for (let j = l === 0 ? K : 0; j < D; j++)
      for (const [n, sign] of [1, -1].entries()) pass(2 * j + n, j, sign);
  }
  if (kind === "attn" && l === 0) {
    for (const name of [1, 2, 3, 4]) {
      pass(name, name, 1);
      b_enc.values[name] = -0.05;
    }
  }
  return { W_enc, b_enc, W_dec, b_dec };
}
