import type { Activation, NormRule } from "../architectures/architecture";
import { type NaiveRotary, naiveTurn } from "./naive-rotary";

/** The numbers of a model, named as in its safetensors file, already in float32. */
export type NaiveWeights = ReadonlyMap<string, Float32Array>;

export interface NaiveShape {
  layers: number;
  heads: number;
  /** Heads of keys and values; the weights have their columns once for each head of queries that reads them. */
  keyHeads: number;
  /** Numbers of a head; those of all heads need not be as many as dModel. */
  dHead: number;
  dModel: number;
  dMlp: number;
  vocabularySize: number;
  norm: NormRule;
  activation: Activation;
  rotary?: NaiveRotary | undefined;
  /** Whether the MLP reads what attention reads. */
  parallel?: boolean;
  /** Whether scores of layer l are divided by l + 1. */
  scoresByLayer?: boolean;
}

/**
 * A model's forward pass in plain loops and float64, written from attribution.md section 1 alone: the
 * oracle the graphs are tested against. Every site by its TransformerLens name; `edit` may change a site
 * in place before it is used.
 */
export function naiveForward(
  shape: NaiveShape,
  weights: NaiveWeights,
  tokens: readonly number[],
  edit: (site: string, values: Float64Array) => void = () => {},
) {
  const { layers: L, heads: H, dHead: K, dModel: D, dMlp, vocabularySize: V } = shape;
  const [T, Z] = [tokens.length, H * K];
  const sites = new Map<string, Float64Array>();
  const get = (name: string) => {
    const values = weights.get(name);
    if (!values) throw new Error(`the oracle has no ${name}`);
    return values;
  };
  const keep = (name: string, values: Float64Array) => {
    edit(name, values);
    sites.set(name, values);
    return values;
  };
  const norm = (x: Float64Array, site: string, prefix: string) => {
    const { scale, normalized } = normalize(x, D, shape.norm);
    keep(`${site}.hook_scale`, scale);
    keep(`${site}.hook_normalized`, normalized);
    const [gamma, beta] = [get(`${prefix}.weight`), get(`${prefix}.bias`)];
    return normalized.map((value, i) => value * gamma[i % D] + beta[i % D]);
  };
  const linear = (x: Float64Array, prefix: string, inner: number, outer: number) =>
    product(x, get(`${prefix}.weight`), T, inner, outer, get(`${prefix}.bias`));

  const ids = Uint32Array.from(tokens);
  const [wte, wpe] = [get("wte.weight"), weights.get("wpe.weight")];
  const embed = Float64Array.from({ length: T * D }, (_, i) => wte[ids[Math.floor(i / D)] * D + (i % D)]);
  let x: Float64Array = keep("hook_embed", embed).slice();
  if (wpe) x = sum(x, keep("hook_pos_embed", Float64Array.from(wpe.subarray(0, T * D))));
  for (let l = 0; l < L; l++) {
    const B = `blocks.${l}`;
    keep(`${B}.hook_resid_pre`, x);
    const qkv = linear(norm(x, `${B}.ln1`, `h.${l}.ln_1`), `h.${l}.attn.c_attn`, D, 3 * Z);
    const part = (n: number) =>
      Float64Array.from({ length: T * Z }, (_, i) => qkv[Math.floor(i / Z) * 3 * Z + n * Z + (i % Z)]);
    const q = keep(`${B}.attn.hook_q`, part(0));
    const ofKeyHeads = (rows: Float64Array) => oncePerKeyHead(rows, shape, K);
    const k = forEachHead(keep(`${B}.attn.hook_k`, ofKeyHeads(part(1))), shape, K);
    const v = forEachHead(keep(`${B}.attn.hook_v`, ofKeyHeads(part(2))), shape, K);
    const turn = (rows: Float64Array) => turnAll(rows, shape, K);
    if (shape.rotary) keep(`${B}.attn.hook_rot_q`, turn(q));
    if (shape.rotary) keep(`${B}.attn.hook_rot_k`, ofKeyHeads(turn(k)));
    const divisor = Math.sqrt(K) * (shape.scoresByLayer ? l + 1 : 1);
    const A = keep(`${B}.attn.hook_pattern`, attentionPattern(turn(q), turn(k), T, H, K, divisor));
    const z = keep(`${B}.attn.hook_z`, mixValues(A, v, T, H, K));
    const middle = keep(
      `${B}.hook_resid_mid`,
      sum(x, keep(`${B}.hook_attn_out`, linear(z, `h.${l}.attn.c_proj`, Z, D))),
    );
    const read = norm(shape.parallel ? x : middle, `${B}.ln2`, `h.${l}.ln_2`);
    const wide = linear(read, `h.${l}.mlp.c_fc`, D, dMlp);
    const gate = weights.has(`h.${l}.mlp.c_gate.weight`) && linear(read, `h.${l}.mlp.c_gate`, D, dMlp);
    const out = linear(
      gate
        ? wide.map((value, i) => value * activate(gate[i], shape.activation))
        : wide.map((value) => activate(value, shape.activation)),
      `h.${l}.mlp.c_proj`,
      dMlp,
      D,
    );
    x = sum(middle, keep(`${B}.hook_mlp_out`, out));
  }
  keep(`blocks.${L - 1}.hook_resid_post`, x);
  const final = norm(x, "ln_final", "ln_f");
  const unembedding = weights.get("lm_head.weight") ?? wte;
  const logits = new Float64Array(T * V);
  for (let t = 0; t < T; t++) {
    for (let y = 0; y < V; y++) {
      for (let j = 0; j < D; j++) logits[t * V + y] += final[t * D + j] * unembedding[y * D + j];
    }
  }
  keep("logits", logits);
  return sites;
}

function sum(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + b[i]);
}

/** x (rows, inner) times W (inner, outer) plus b (outer). */
function product(
  x: Float64Array,
  W: Float32Array,
  rows: number,
  inner: number,
  outer: number,
  b: Float32Array,
) {
  const out = new Float64Array(rows * outer);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outer; j++) {
      let total = b[j];
      for (let i = 0; i < inner; i++) total += x[row * inner + i] * W[i * outer + j];
      out[row * outer + j] = total;
    }
  }
  return out;
}

function normalize(x: Float64Array, D: number, { kind, epsilon }: NormRule) {
  const scale = new Float64Array(x.length / D);
  const normalized = new Float64Array(x.length);
  for (let row = 0; row < scale.length; row++) {
    const values = x.subarray(row * D, (row + 1) * D);
    const mean = kind === "rms" ? 0 : values.reduce((total, value) => total + value, 0) / D;
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / D;
    scale[row] = Math.sqrt(variance + epsilon);
    for (let j = 0; j < D; j++) normalized[row * D + j] = (values[j] - mean) / scale[row];
  }
  return { scale, normalized };
}

/** Every head's vector turned by its position: (T, H K). */
function turnAll(rows: Float64Array, { heads: H, rotary }: NaiveShape, K: number): Float64Array {
  const turned = rows.slice();
  for (let start = 0; start < rows.length; start += K)
    turned.set(naiveTurn(rotary, rows.slice(start, start + K), Math.floor(start / (H * K))), start);
  return turned;
}

/** (T, H K), the same for all heads that share a head of keys, to (T, G K). */
function oncePerKeyHead(rows: Float64Array, { heads: H, keyHeads: G }: NaiveShape, K: number): Float64Array {
  const each = H / G;
  return rows.filter((_, i) => Math.floor(i / K) % each === 0);
}

/** The same again for each head that shares it: (T, G K) to (T, H K). */
function forEachHead(rows: Float64Array, { heads: H, keyHeads: G }: NaiveShape, K: number): Float64Array {
  const count = (rows.length / (G * K)) * H * K;
  return Float64Array.from({ length: count }, (_, i) => {
    const [row, head] = [Math.floor(i / (H * K)), Math.floor(i / K) % H];
    return rows[(row * G + Math.floor((head * G) / H)) * K + (i % K)];
  });
}

/** A (H, T, T): softmax of q k^T / divisor over the positions up to the destination. */
function attentionPattern(
  q: Float64Array,
  k: Float64Array,
  T: number,
  H: number,
  K: number,
  divisor: number,
): Float64Array {
  const A = new Float64Array(H * T * T);
  for (let h = 0; h < H; h++) {
    for (let d = 0; d < T; d++) {
      const scores = Array.from({ length: d + 1 }, (_, s) => {
        let score = 0;
        for (let i = 0; i < K; i++) score += q[d * H * K + h * K + i] * k[s * H * K + h * K + i];
        return score / divisor;
      });
      const largest = Math.max(...scores);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - largest), 0);
      for (const [s, score] of scores.entries()) A[(h * T + d) * T + s] = Math.exp(score - largest) / total;
    }
  }
  return A;
}

/** z (T, H K): for each head, the values weighted by its pattern. */
function mixValues(A: Float64Array, v: Float64Array, T: number, H: number, K: number): Float64Array {
  const z = new Float64Array(T * H * K);
  for (let h = 0; h < H; h++) {
    for (let d = 0; d < T; d++) {
      for (let s = 0; s <= d; s++) {
        for (let i = h * K; i < (h + 1) * K; i++) {
          z[d * H * K + i] += A[(h * T + d) * T + s] * v[s * H * K + i];
        }
      }
    }
  }
  return z;
}

function activate(x: number, activation: Activation): number {
  switch (activation) {
    case "relu":
      return Math.max(0, x);
    case "gelu":
      return 0.5 * x * (1 + errorFunction(x / Math.SQRT2));
    case "gelu-tanh":
      return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
    case "silu":
      return x / (1 + Math.exp(-x));
  }
}

/** erf: its Taylor series near 0, and 1 - erfc by continued fraction where the series would cancel. */
function errorFunction(x: number): number {
  if (Math.abs(x) > 3) {
    const size = Math.abs(x);
    let fraction = size;
    for (let n = 60; n > 0; n--) fraction = size + n / 2 / fraction;
    return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction));
  }
  let [term, total] = [x, x];
  for (let n = 1; n < 100; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}
