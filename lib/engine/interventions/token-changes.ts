import { outputTokens, type TargetId } from "@/lib/circuit-format/node-id";
import type { TokenText } from "@/lib/tokens/token-text";
import { streamSite } from "../architectures/sites";
import type { AttributionState } from "../attribution/attribution-state";
import { spread } from "../attribution/read-vectors";
import { assertFinite } from "../finite";
import { predictionCount } from "../graph/head";
import type { Freeze, PassResult } from "./edited-pass";
import { layerSessionsOf } from "./layer-sessions";
import { siteName } from "./variant";

/** What the model says of a next token. */
export interface TokenValue {
  logit: number;
  /** 0 to 1, over the whole vocabulary. */
  probability: number;
}

export interface TokenChange extends TokenText {
  id: number;
  before: TokenValue;
  after: TokenValue;
}

export interface TokenChanges {
  /** After the last token: the best before and the best after, by the larger of their two probabilities. */
  next: TokenChange[];
  /** The tokens whose logits the target is of, at its position; none of a feature. */
  target: TokenChange[];
}

/** What edits change of next tokens, every token with its value before and after. */
export async function tokenChanges(
  state: AttributionState,
  result: PassResult, // with the last residual stream
  target: TargetId,
  freeze: Freeze,
): Promise<TokenChanges> {
  const last = await logitsAt(state, result, state.T - 1, freeze);
  const ids = new Set([...best(last.before), ...best(last.after)]);
  const next = [...ids].map((id) => changeOf(state, id, last));
  const larger = ({ before, after }: TokenChange) => Math.max(before.probability, after.probability);
  next.sort((a, b) => larger(b) - larger(a) || a.id - b.id);
  const tokens = outputTokens(target);
  if (tokens.length === 0) return { next, target: [] };
  const there =
    target.position === state.T - 1 ? last : await logitsAt(state, result, target.position, freeze);
  return { next, target: tokens.map((id) => changeOf(state, id, there)) };
}

interface LogitPair {
  before: Float32Array; // (V)
  after: Float32Array; // (V)
}

async function logitsAt(
  state: AttributionState,
  result: PassResult,
  position: number,
  freeze: Freeze,
): Promise<LogitPair> {
  const { config } = state.model;
  const { dModel: D, layers: L, vocabularySize: V } = config;
  const before = state.site(streamSite(config, L)).subarray(position * D, (position + 1) * D);
  const rows = result.sites.get(siteName({ kind: "final", layer: L }));
  if (!rows) throw new Error("the edited run does not hold the last residual stream");
  const at = position - result.firstPosition;
  // What lies in front of every edit has not changed.
  const after = at < 0 ? before : rows.subarray(at * D, (at + 1) * D);
  const unedited = spread(before, config).sigma;
  const x = new Float32Array(2 * D);
  x.set(before);
  x.set(after, D);
  const sigma = Float32Array.of(unedited, freeze.layerNorms ? unedited : spread(after, config).sigma);
  const logits = await layerSessionsOf(state.model).logits({
    x: { data: x, shape: [2, 1, D] },
    sigma: { data: sigma, shape: [2, 1, 1] },
  });
  assertFinite(logits);
  return { before: logits.subarray(0, V), after: logits.subarray(V) };
}

function best(logits: Float32Array): number[] {
  return Array.from(logits.keys())
    .sort((a, b) => logits[b] - logits[a] || a - b)
    .slice(0, predictionCount);
}

function changeOf({ model }: AttributionState, id: number, { before, after }: LogitPair): TokenChange {
  return { id, ...model.tokenOf(id), before: tokenValue(before, id), after: tokenValue(after, id) };
}

function tokenValue(logits: Float32Array, id: number): TokenValue {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i] - largest);
  return { logit: logits[id], probability: Math.exp(logits[id] - largest) / total };
}
