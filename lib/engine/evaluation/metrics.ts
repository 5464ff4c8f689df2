import type { Metric } from "@/lib/evidence-format/evaluation";
import { type Prompt, refused } from "./prompts";
import { ratio } from "./statistics";

/** What a metric is read beside: the logits (V) of the run without edits, and of its counterfactual if it has one. */
export interface Unedited {
  logits: Float32Array;
  counterfactual: Float32Array | null;
}

/** Throws where a prompt has not what a metric needs. */
export function checkMetric(metric: Metric, prompts: readonly Prompt[]): void {
  for (const [i, { wrong, counterfactual }] of prompts.entries()) {
    if (wrong === null && (metric === "logit-difference" || metric === "normalised-difference"))
      throw refused(`The ${metric} needs a wrong answer, and prompt ${i + 1} has none.`);
    if (!counterfactual && metric === "normalised-difference")
      throw refused(`The ${metric} needs a counterfactual, and prompt ${i + 1} has none.`);
  }
}

/**
 * A metric of the logits (V) after a prompt.
 *
 * - `logit`, `probability`, `cross-entropy` (`-ln p`, in nats) and `rank` (1 and those with a larger logit) are the right token's;
 * - `logit-difference` is the right token's logit less the wrong one's;
 * - `normalised-difference` is `(d - d_cf) / (d_clean - d_cf)` of that difference: 1 is the run without edits, 0 the
 *   counterfactual's; null where the two are the same;
 * - `kl` is the Kullback-Leibler divergence of the edited distribution from that of the run without edits, in nats.
 */
export function readMetric(
  metric: Metric,
  { right, wrong }: Pick<Prompt, "right" | "wrong">,
  logits: Float32Array, // (V)
  unedited: Unedited,
): number | null {
  const difference = (of: Float32Array) => of[right] - (wrong === null ? Number.NaN : of[wrong]);
  switch (metric) {
    case "logit":
      return logits[right];
    case "logit-difference":
      return difference(logits);
    case "normalised-difference": {
      if (!unedited.counterfactual) throw new Error("the counterfactual was not run");
      const [clean, other] = [difference(unedited.logits), difference(unedited.counterfactual)];
      return ratio(
        difference(logits) - other,
        clean - other,
        Math.max(...[unedited.logits, unedited.counterfactual].map((of) => Math.abs(of[right]))),
      );
    }
    case "probability":
      return Math.exp(logits[right] - logSum(logits));
    case "cross-entropy":
      return logSum(logits) - logits[right];
    case "rank": {
      let rank = 1;
      for (let i = 0; i < logits.length; i++) if (logits[i] > logits[right]) rank += 1;
      return rank;
    }
    case "kl":
      return divergence(unedited.logits, logits);
  }
}

/** ln sum exp of logits (V). */
function logSum(logits: Float32Array): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < logits.length; i++) largest = Math.max(largest, logits[i]);
  let total = 0;
  for (let i = 0; i < logits.length; i++) total += Math.exp(logits[i] - largest);
  return largest + Math.log(total);
}

/** sum p (ln p - ln q), of logits (V) each. */
function divergence(p: Float32Array, q: Float32Array): number {
  const [sumP, sumQ] = [logSum(p), logSum(q)];
  let total = 0;
  for (let i = 0; i < p.length; i++) {
    const logP = p[i] - sumP;
    total += Math.exp(logP) * (logP - (q[i] - sumQ));
  }
  return Math.max(0, total);
}
