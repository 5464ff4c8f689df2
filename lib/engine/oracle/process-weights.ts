import type { Processing } from "../weights/manifest";
import type { NaiveShape, NaiveWeights } from "./naive-forward";

/**
 * The weights as attribution.md section 1 says they are processed before use, done to the matrices
 * themselves; the graphs do it to the rows they give instead.
 */
export function processWeights(
  { layers, dModel: D, heads, dHead }: NaiveShape,
  weights: NaiveWeights,
  processing: Processing,
): NaiveWeights {
  const processed = new Map(Array.from(weights, ([name, values]) => [name, values.slice()]));
  const get = (name: string) => {
    const values = processed.get(name);
    if (!values) throw new Error(`the oracle has no ${name}`);
    return values;
  };
  // Logits are not written to the residual stream: W_U stays as it is, also where it is W_E's transpose.
  if (!processed.has("lm_head.weight")) processed.set("lm_head.weight", get("wte.weight").slice());
  for (let l = 0; l < layers && processing.fold_ln; l++) {
    foldNorm(get(`h.${l}.ln_1.weight`), get(`h.${l}.ln_1.bias`), [
      get(`h.${l}.attn.c_attn.weight`),
      get(`h.${l}.attn.c_attn.bias`),
    ]);
    const maps = ["c_fc", "c_gate"].filter((name) => processed.has(`h.${l}.mlp.${name}.weight`));
    foldNorm(
      get(`h.${l}.ln_2.weight`),
      get(`h.${l}.ln_2.bias`),
      ...maps.map((name) => [get(`h.${l}.mlp.${name}.weight`), get(`h.${l}.mlp.${name}.bias`)] as const),
    );
  }
  for (let l = 0; l < layers && processing.fold_value_biases; l++) {
    const [bias, W_O, b_O] = [`c_attn.bias`, "c_proj.weight", "c_proj.bias"].map((name) =>
      get(`h.${l}.attn.${name}`),
    );
    if (bias && W_O && b_O) foldValueBias(bias, W_O, b_O, heads * dHead);
  }
  if (processing.center_writing_weights) {
    const writing = ["attn.c_proj.weight", "attn.c_proj.bias", "mlp.c_proj.weight", "mlp.c_proj.bias"];
    const inLayers = Array.from({ length: layers }, (_, l) => writing.map((name) => `h.${l}.${name}`));
    const embedded = ["wte.weight", "wpe.weight"].filter((name) => processed.has(name));
    for (const name of [...embedded, ...inLayers.flat()]) removeMeans(get(name), D);
  }
  return processed;
}

/** Moves gamma and beta (D) into the maps W (D, outer), b (outer) behind them. What follows the last norm writes no site. */
function foldNorm(
  gamma: Float32Array,
  beta: Float32Array,
  ...maps: readonly (readonly [Float32Array, Float32Array])[]
): void {
  for (const [W, b] of maps) {
    const outer = b.length;
    for (let j = 0; j < outer; j++) {
      let total = b[j];
      for (let i = 0; i < gamma.length; i++) total += beta[i] * W[i * outer + j];
      b[j] = total;
    }
    for (let i = 0; i < gamma.length; i++) for (let j = 0; j < outer; j++) W[i * outer + j] *= gamma[i];
  }
  gamma.fill(1);
  beta.fill(0);
}

/** Moves b_V, the last third of `bias` (3 Z), into b_O (D) by W_O (Z, D). */
function foldValueBias(bias: Float32Array, W_O: Float32Array, b_O: Float32Array, Z: number): void {
  const D = b_O.length;
  for (let j = 0; j < D; j++) {
    let total = b_O[j];
    for (let i = 0; i < Z; i++) total += bias[2 * Z + i] * W_O[i * D + j];
    b_O[j] = total;
  }
  bias.fill(0, 2 * Z);
}

/** Takes from each row of width D its mean. */
function removeMeans(rows: Float32Array, D: number): void {
  for (let start = 0; start < rows.length; start += D) {
    let total = 0;
    for (let j = start; j < start + D; j++) total += rows[j];
    for (let j = start; j < start + D; j++) rows[j] -= total / D;
  }
}
