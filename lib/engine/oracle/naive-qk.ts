import { type NaiveDictionary, naivePreActivations } from "./naive-encode";
import type { NaivePass } from "./naive-pass";
import { naiveTurn } from "./naive-rotary";
import { centred, dot } from "./vectors";

/** Whose score: head `head` of layer `layer` looking from `query` to `key`. */
export interface NaiveHeadPlace {
  layer: number;
  head: number;
  query: number;
  key: number;
}

/**
 * attribution.md section 4 in plain loops and float64: every part of the stream at the query's position,
 * and every part at the key's, goes through the frozen LayerNorm and the head's matrix by itself, and each
 * query part meets each key part, both turned by their positions where the family turns them. By `query key`, each a feature's index, `error` or `bias`.
 */
export function naiveQk(
  pass: NaivePass,
  dictionary: NaiveDictionary | undefined,
  activeAt: (position: number) => readonly number[],
  { layer, head, query, key }: NaiveHeadPlace,
): { score: number; pairs: Map<string, number> } {
  const { heads: H, keyHeads: G, dHead: K, rotary, scoresByLayer } = pass.shape;
  const divisor = Math.sqrt(K) * (scoresByLayer ? layer + 1 : 1);
  const queries = partsAt(pass, dictionary, activeAt(query), layer, query, 0, head);
  const keys = partsAt(pass, dictionary, activeAt(key), layer, key, H * K, head);
  const pairs = new Map<string, number>();
  for (const [queryName, q] of queries) {
    for (const [keyName, k] of keys) pairs.set(`${queryName} ${keyName}`, dot(q, k) / divisor);
  }
  const vector = (name: string, s: number, heads: number, h: number) => {
    const site = pass.site(`blocks.${layer}.attn.hook_${name}`);
    return naiveTurn(rotary, site.slice((s * heads + h) * K, (s * heads + h + 1) * K), s);
  };
  const k = vector("k", key, G, Math.floor((head * G) / H));
  return { score: dot(vector("q", query, H, head), k) / divisor, pairs };
}

/** The parts of the query (K) or key (K) of one head at `s`; which, the first column of its third says. */
function partsAt(
  pass: NaivePass,
  dictionary: NaiveDictionary | undefined,
  active: readonly number[],
  layer: number,
  s: number,
  firstColumn: number,
  head: number,
): Map<string, Float64Array> {
  const { heads: H, dHead: K, dModel: D } = pass.shape;
  const x = pass.site(`blocks.${layer}.hook_resid_pre`).slice(s * D, (s + 1) * D);
  const u = dictionary && naivePreActivations(dictionary, x);
  const b_dec = Float64Array.from(dictionary?.b_dec ?? new Float32Array(D));
  const error = x.map((value, j) => value - b_dec[j]);
  const streams = new Map<string, Float64Array>();
  for (const i of active) {
    if (!u || !dictionary) throw new Error("a feature without a dictionary cannot be active");
    // An active feature has f = u.
    const write = Float64Array.from(dictionary.W_dec.subarray(i * D, (i + 1) * D), (value) => u[i] * value);
    for (let j = 0; j < D; j++) error[j] -= write[j];
    streams.set(`${i}`, write);
  }
  streams.set("error", error).set("bias", b_dec);

  const gamma = pass.weight(`h.${layer}.ln_1.weight`);
  const beta = pass.weight(`h.${layer}.ln_1.bias`);
  const W = pass.weight(`h.${layer}.attn.c_attn.weight`); // (D, 3 H K)
  const b = pass.weight(`h.${layer}.attn.c_attn.bias`);
  const sigma = pass.site(`blocks.${layer}.ln1.hook_scale`)[s];
  const parts = new Map<string, Float64Array>();
  for (const [name, stream] of streams) {
    const middle = pass.shape.norm.kind === "layer" ? centred(stream) : stream;
    const part = new Float64Array(K);
    for (let i = 0; i < K; i++) {
      const column = firstColumn + head * K + i;
      if (name === "bias") part[i] = b[column];
      for (let j = 0; j < D; j++) {
        let normalized = (middle[j] * gamma[j]) / sigma;
        if (name === "bias") normalized += beta[j];
        part[i] += normalized * W[j * 3 * H * K + column];
      }
    }
    parts.set(name, naiveTurn(pass.shape.rotary, part, s));
  }
  return parts;
}
