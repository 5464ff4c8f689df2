import type { Processing } from "../weights/manifest";
import { processWeights } from "./process-weights";
import type { RandomModel } from "./random-model";
import { centred, dot, product } from "./vectors";

/** One head's two circuits over the vocabulary, (V, V): what a source's token adds to each logit, and whom a token looks for. */
export interface NaiveHeadCircuits {
  /** [source][logit] */
  ov: Float64Array[];
  /** [query][key] */
  qk: Float64Array[];
}

/** W_E W_V W_O W_U and W_E W_Q W_K^T W_E^T of a random model's head, token by token, with the norms' gammas alone. */
export function naiveHeadCircuits(
  { shape, weights: stored }: RandomModel,
  processing: Processing,
  layer: number,
  head: number,
): NaiveHeadCircuits {
  const { heads: H, dHead: K, dModel: D, vocabularySize: V, norm } = shape;
  const Z = H * K;
  const weights = processWeights(shape, stored, processing);
  const get = (name: string) => {
    const values = weights.get(name);
    if (!values) throw new Error(`the oracle has no ${name}`);
    return values;
  };
  const [gamma1, gamma] = [get(`h.${layer}.ln_1.weight`), get("ln_f.weight")];
  const [W_qkv, W_O] = [get(`h.${layer}.attn.c_attn.weight`), get(`h.${layer}.attn.c_proj.weight`)];
  const input = (row: Float64Array) => (norm.kind === "layer" ? centred(row) : row);
  const all = Array.from({ length: V }, (_, t) => t);
  const seen = all.map((t) => {
    const row = Float64Array.from(get("wte.weight").subarray(t * D, (t + 1) * D));
    return product(
      input(row).map((value, j) => value * (gamma1[j] ?? Number.NaN)),
      W_qkv,
    ); // (3 Z)
  });
  const part = (t: number, third: number) =>
    seen[t]?.subarray(third * Z + head * K, third * Z + (head + 1) * K) ?? new Float64Array();
  return {
    ov: all.map((s) => {
      const z = new Float64Array(Z);
      z.set(part(s, 2), head * K);
      const read = input(product(z, W_O)).map((value, j) => value * (gamma[j] ?? Number.NaN));
      const U = get("lm_head.weight");
      return Float64Array.from(all, (y) => dot(read, U.subarray(y * D, (y + 1) * D)));
    }),
    qk: all.map((q) => Float64Array.from(all, (k) => dot(part(q, 0), part(k, 1)))),
  };
}
