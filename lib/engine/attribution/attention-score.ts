import {
  type AttentionScore,
  listedKeys,
  listedPairs,
  listedParts,
  type ScoreEnd,
  type StreamPart,
} from "@/lib/circuit-format/attention-score";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import type { AttributionState } from "./attribution-state";
import { completenessTolerance } from "./completeness";
import { type HeadPlace, pairProducts, scoreAt, scoreParts, stateAt } from "./query-key";

interface ScoreOptions {
  /** Asked between steps. */
  signal?: StopSignal;
  /** Pairs computed at a time: a dictionary may have thousands of features active at each end. */
  pairsAtOnce?: number;
}

interface Sized {
  value: number;
}

const bySize = (a: Sized, b: Sized) => Math.abs(b.value) - Math.abs(a.value);

/**
 * Why head `head` looks from `query` to `key`: its score by pairs of residual features, the largest listed and the others as
 * one sum, and what the softmax makes of it among the other keys (attribution.md section 4). Throws `EngineError`
 * "invalid-input" for a place that the text has not, "inexact" where the pairs miss the score by more than rounding, and the
 * signal's reason once aborted.
 */
export async function attentionScore(
  model: LoadedModel,
  tokenIds: readonly number[],
  place: HeadPlace,
  { signal, pairsAtOnce = 1_000_000 }: ScoreOptions = {},
): Promise<AttentionScore> {
  const state = await stateAt(model, tokenIds, place);
  signal?.throwIfAborted();
  const score = scoreAt(state, place);
  const sums = await sumPairs(state, place, { signal, pairsAtOnce });
  const residual = Math.abs(sums.total - score);
  const relative = residual / (1 + sums.absoluteSum);
  assertFinite([relative]);
  if (relative > completenessTolerance)
    throw new EngineError(
      "inexact",
      `The pairs of head ${place.layer}.${place.head} do not add up to its score: ${relative.toExponential(1)} of it is missing, and rounding accounts for ${completenessTolerance}. No pairs are shown rather than wrong ones.`,
    );
  const { layer, head, query, key } = place;
  return { layer, head, query, key, score, residual, ...sums, ...rowOf(state, place) };
}

type PairSums = Pick<AttentionScore, "total" | "absoluteSum" | "pairs" | "rest" | "queryEnd" | "keyEnd">;

async function sumPairs(
  state: AttributionState,
  place: HeadPlace,
  { signal, pairsAtOnce }: { signal: StopSignal | undefined; pairsAtOnce: number },
): Promise<PairSums> {
  const { queries, keys } = await scoreParts(state, place);
  const [rows, columns] = [queries.names.length, keys.names.length];
  const K = state.model.config.dHead;
  const byQuery = new Float64Array(rows);
  const byKey = new Float64Array(columns);
  const rest = { count: 0, sum: 0, absoluteSum: 0 };
  const pairs: AttentionScore["pairs"] = [];
  const step = Math.max(1, Math.floor(pairsAtOnce / columns));
  for (let first = 0; first < rows; first += step) {
    signal?.throwIfAborted();
    const end = Math.min(rows, first + step);
    const vectors = queries.vectors.subarray(first * K, end * K);
    const products = await pairProducts(
      state,
      place,
      { names: queries.names.slice(first, end), vectors },
      keys,
    );
    const least = pairs.length < listedPairs ? 0 : Math.abs(pairs.at(-1)?.value ?? 0);
    for (let i = first; i < end; i++) {
      for (let j = 0; j < columns; j++) {
        const value = products[(i - first) * columns + j];
        byQuery[i] += value;
        byKey[j] += value;
        if (Math.abs(value) < least) leave(rest, value);
        else pairs.push({ query: nameAt(queries.names, i), key: nameAt(keys.names, j), value });
      }
    }
    pairs.sort(bySize);
    for (const { value } of pairs.splice(listedPairs)) leave(rest, value);
  }
  let [total, absoluteSum] = [0, rest.absoluteSum];
  for (const { value } of pairs) {
    total += value;
    absoluteSum += Math.abs(value);
  }
  total += rest.sum;
  const ends = { queryEnd: endOf(queries.names, byQuery), keyEnd: endOf(keys.names, byKey) };
  return { total, absoluteSum, pairs, rest, ...ends };
}

/** Added up by itself: what a subtraction from all leaves of zeros may be below 0. */
function leave(rest: AttentionScore["rest"], value: number): void {
  rest.count++;
  rest.sum += value;
  rest.absoluteSum += Math.abs(value);
}

function nameAt(names: readonly StreamPart[], at: number): StreamPart {
  const name = names[at];
  if (name === undefined) throw new Error(`there is no part ${at} of ${names.length}`);
  return name;
}

function endOf(names: readonly StreamPart[], values: Float64Array): ScoreEnd {
  const parts = names.map((part, i) => ({ part, value: values[i] })).sort(bySize);
  const rest = { count: 0, sum: 0, absoluteSum: 0 };
  for (const { value } of parts.splice(listedParts)) leave(rest, value);
  return { parts, rest };
}

type Row = Pick<AttentionScore, "probability" | "keysAbove" | "keys" | "otherKeys">;

/** What the softmax gives each key of the query's row. */
function rowOf(state: AttributionState, place: HeadPlace): Row {
  const { layer, head, query, key } = place;
  const start = (head * state.T + query) * state.T;
  const pattern = state.site(`blocks.${layer}.attn.hook_pattern`).subarray(start, start + query + 1); // (query + 1)
  assertFinite(pattern);
  const positions = Array.from(pattern.keys()).sort((a, b) => pattern[b] - pattern[a] || a - b);
  const others = { count: 0, probability: 0 };
  for (const position of positions.splice(listedKeys)) {
    others.count++;
    others.probability += pattern[position];
  }
  return {
    probability: pattern[key],
    keysAbove: pattern.filter((probability) => probability > pattern[key]).length,
    keys: positions.map((position) => ({
      position,
      score: scoreAt(state, { ...place, key: position }),
      probability: pattern[position],
    })),
    otherKeys: others,
  };
}
