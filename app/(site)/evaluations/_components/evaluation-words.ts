import type { AskedEvaluation } from "@/lib/evaluations/view";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";

/** What is put in the place of what is ablated, in a sentence. */
export const ablationWords: Record<Ablation, { name: string; says: string }> = {
  zero: { name: "zero", says: "Nothing stands in its place: often far from all that the model has seen." },
  mean: {
    name: "mean",
    says: "What stands there on average over the prompts, at the same role: what they share stays.",
  },
  counterfactual: {
    name: "counterfactual",
    says: "What the prompt's own counterfactual has there: only what tells the two apart is taken.",
  },
};

export const metricWords: Record<Metric, string> = {
  logit: "logit of the answer",
  "logit-difference": "logit of the answer less that of the distractor",
  "normalised-difference": "that difference, from the counterfactual's (0) to the prompt's own (1)",
  probability: "probability of the answer",
  rank: "rank of the answer, 1 being the first",
  kl: "divergence from what the model itself predicts, in nats",
  "cross-entropy": "cross-entropy of the answer, in nats",
};

/** Which prompts of its family an evaluation is over: "the first 12 held-out prompts". */
export function promptWords({ prompts, only }: Pick<AskedEvaluation, "prompts" | "only">): string {
  const part = only === null ? "" : only === "shown" ? "shown " : "held-out ";
  return prompts === 1 ? `the first ${part}prompt` : `the first ${prompts} ${part}prompts`;
}
