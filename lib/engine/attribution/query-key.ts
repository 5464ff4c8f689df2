import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { type AttributionState, stateOf } from "./attribution-state";
import { dot } from "./read-vectors";
import { rowsAt, type Source } from "./source";

/** A residual feature's index, or what is left of the stream once features are taken out. */
export type QueryKeyPart = number | "error" | "bias";

export interface QueryKeyPairs {
  layer: number;
  head: number;
  query: number;
  key: number;
  /** The pre-softmax score q . k / sqrt(K) of the forward pass. */
  score: number;
  /** The sum of all pairs, `score` up to rounding. */
  total: number;
  /** The largest first. */
  pairs: { query: QueryKeyPart; key: QueryKeyPart; value: number }[];
}

/** Where a head's score comes from, by pairs of residual features (attribution.md section 4). */
export async function qkPairs(
  model: LoadedModel,
  tokenIds: readonly number[],
  { layer: l, head: h, query: d, key: s }: { layer: number; head: number; query: number; key: number },
): Promise<QueryKeyPairs> {
  const { layers, heads: H, dHead: K } = model.config;
  const state = await stateOf(model, tokenIds);
  checkBelow("layer", l, layers, "the model has");
  checkBelow("head", h, H, "the model has");
  checkBelow("position", d, state.T, "the text has");
  if (s > d) {
    throw new EngineError("invalid-input", `Position ${d} cannot look at position ${s}, which comes later.`);
  }
  checkBelow("position", s, state.T, "the text has");
  const source = await state.source("resid", l);
  const queries = await partsAt(state, source, d, "q", h);
  const keys = await partsAt(state, source, s, "k", h);
  const products = await state.products.contract(
    { data: queries.vectors, shape: [1, queries.names.length, K] },
    { data: keys.vectors, shape: [keys.names.length, 1, K] },
    { data: new Float32Array(keys.names.length).fill(1 / Math.sqrt(K)), shape: [keys.names.length, 1, 1] },
  );
  let total = 0;
  const pairs: QueryKeyPairs["pairs"] = [];
  for (const [i, query] of queries.names.entries()) {
    for (const [j, key] of keys.names.entries()) {
      const value = products[i * keys.names.length + j];
      total += value;
      pairs.push({ query, key, value });
    }
  }
  pairs.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const vector = (name: string, position: number) =>
    state.site(`blocks.${l}.attn.hook_${name}`).subarray((position * H + h) * K, (position * H + h + 1) * K);
  const score = dot(vector("q", d), vector("k", s)) / Math.sqrt(K);
  assertFinite(products);
  assertFinite([score]);
  return { layer: l, head: h, query: d, key: s, score, total, pairs };
}

/**
 * The parts of one position's query or key for head `h`: each active feature
 * of the layer's residual dictionary, the error, and the bias with b_dec, beta1 and b_Q or b_K in it.
 */
async function partsAt(
  state: AttributionState,
  source: Source,
  position: number,
  which: "q" | "k",
  h: number,
) {
  const { dModel: D, dHead: K } = state.model.config;
  const first = source.starts[position];
  const count = source.starts[position + 1] - first;
  const rows = new Float32Array((count + 1) * D);
  rows.set(rowsAt(source, await state.rowsOf(source, [position]), position));
  for (let r = 0; r < count; r++) {
    const scale = source.scales[first + r];
    for (let j = r * D; j < (r + 1) * D; j++) rows[j] = scale * rows[j];
  }
  rows.set(Float32Array.from(state.biases.decoder("resid", source.layer)), count * D);
  const sigma = state.site(`blocks.${source.layer}.ln1.hook_scale`)[position];
  const { parts, constant } = await state.products.queryKey(source.layer, which, h, rows, sigma);
  for (let i = 0; i < K; i++) parts[count * K + i] += constant[i];
  const names = Array.from({ length: count }, (_, r): QueryKeyPart => {
    const index = source.indices[first + r];
    return index >= 0 ? index : "error";
  });
  return { names: [...names, "bias" as const], vectors: parts };
}

function checkBelow(what: string, value: number, limit: number, whoHas: string): void {
  if (Number.isInteger(value) && value >= 0 && value < limit) return;
  throw new EngineError("invalid-input", `There is no ${what} ${value}: ${whoHas} ${limit}, counted from 0.`);
}
