import type { TokenText } from "@/lib/tokens/token-text";
import { assertFinite } from "../finite";
import { predictionCount } from "../graph/head";
import type { Prediction } from "../predictions";

/** The best of one row of logits (V), as the head graph lists them. */
export function topPredictions(
  logits: Float32Array, // (V)
  tokenOf: (id: number) => TokenText,
): Prediction[] {
  assertFinite(logits);
  let largest = Number.NEGATIVE_INFINITY;
  for (let id = 0; id < logits.length; id++) largest = Math.max(largest, logits[id]);
  let total = 0;
  for (let id = 0; id < logits.length; id++) total += Math.exp(logits[id] - largest);
  const ids = Array.from(logits.keys()).sort((a, b) => logits[b] - logits[a] || a - b);
  return ids.slice(0, predictionCount).map((id) => {
    const logit = logits[id];
    return { id, ...tokenOf(id), logit, probability: Math.exp(logit - largest) / total };
  });
}
