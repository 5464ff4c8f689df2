import type { StreamPart } from "@/lib/circuit-format/attention-score";
import { keyHeadOf, scoreScale } from "../architectures/architecture";
import { rotateRows } from "../architectures/rotary";
import { scoredSite } from "../architectures/sites";
import { checkHeads } from "../dictionaries/check-heads";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import { type AttributionState, stateOf } from "./attribution-state";
import { dot } from "./dot";
import { rowsAt, type Source } from "./source";

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
  pairs: { query: StreamPart; key: StreamPart; value: number }[];
}

/** A head that looks from the position `query` to the position `key`. */
export interface HeadPlace {
  layer: number;
  head: number;
  query: number;
  key: number;
}

/** The parts of one end of a score. */
interface ScoreEndParts {
  names: StreamPart[];
  /** (parts, K) */
  vectors: Float32Array;
}

/** Where a head's score comes from, by pairs of residual features (attribution.md section 4). */
export async function qkPairs(
  model: LoadedModel,
  tokenIds: readonly number[],
  place: HeadPlace,
): Promise<QueryKeyPairs> {
  const state = await stateAt(model, tokenIds, place);
  const { queries, keys } = await scoreParts(state, place);
  const products = await pairProducts(state, place, queries, keys);
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
  const { layer, head, query, key } = place;
  return { layer, head, query, key, score: scoreAt(state, place), total, pairs };
}

/** The text's state, where it has the place. Throws `EngineError` "invalid-input" where it has not. */
export async function stateAt(
  model: LoadedModel,
  tokenIds: readonly number[],
  { layer, head, query, key }: HeadPlace,
): Promise<AttributionState> {
  const { layers, heads } = model.config;
  checkHeads({ dictionaries: model.dictionaries.filter(({ kind }) => kind === "resid") });
  const state = await stateOf(model, tokenIds);
  checkBelow("layer", layer, layers, "the model has");
  checkBelow("head", head, heads, "the model has");
  checkBelow("position", query, state.T, "the text has");
  if (key > query) {
    throw new EngineError(
      "invalid-input",
      `Position ${query} cannot look at position ${key}, which comes later.`,
    );
  }
  checkBelow("position", key, state.T, "the text has");
  return state;
}

/** What the stream at both ends is the sum of, as the head reads it. */
export async function scoreParts(
  state: AttributionState,
  { layer, head, query, key }: HeadPlace,
): Promise<{ queries: ScoreEndParts; keys: ScoreEndParts }> {
  const source = await state.source("resid", layer);
  const queries = await partsAt(state, source, query, "q", head);
  return { queries, keys: await partsAt(state, source, key, "k", head) };
}

/** Each query part with each key part, q . k / sqrt(K): (queries, keys). */
export async function pairProducts(
  { products, model }: AttributionState,
  { layer }: HeadPlace,
  queries: ScoreEndParts,
  keys: ScoreEndParts,
): Promise<Float32Array> {
  const K = model.config.dHead;
  const n = keys.names.length;
  const values = await products.contract(
    { data: queries.vectors, shape: [1, queries.names.length, K] },
    { data: keys.vectors, shape: [n, 1, K] },
    { data: new Float32Array(n).fill(scoreScale(model.config, layer)), shape: [n, 1, 1] },
  );
  assertFinite(values);
  return values;
}

/** q . k / sqrt(K) of the forward pass, q and k turned by their positions where the family turns them. */
export function scoreAt(state: AttributionState, { layer, head, query, key }: HeadPlace): number {
  const { config } = state.model;
  const { heads: H, keyHeads: G, dHead: K } = config;
  const vector = (which: "q" | "k", row: number) =>
    state.site(scoredSite(config, layer, which)).subarray(row * K, (row + 1) * K);
  const products = dot(vector("q", query * H + head), vector("k", key * G + keyHeadOf(config, head)));
  const score = products * scoreScale(config, layer);
  assertFinite([score]);
  return score;
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
): Promise<ScoreEndParts> {
  const { dModel: D, dHead: K, rotary } = state.model.config;
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
  // Turning is linear, so that what is turned part by part adds up to what is turned whole.
  if (rotary) rotateRows(rotary, position, parts, K);
  const names = Array.from({ length: count }, (_, r): StreamPart => {
    const index = source.indices[first + r];
    return index >= 0 ? index : "error";
  });
  return { names: [...names, "bias" as const], vectors: parts };
}

function checkBelow(what: string, value: number, limit: number, whoHas: string): void {
  if (Number.isInteger(value) && value >= 0 && value < limit) return;
  throw new EngineError("invalid-input", `There is no ${what} ${value}: ${whoHas} ${limit}, counted from 0.`);
}
