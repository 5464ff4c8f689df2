import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import type { Prompt } from "../evaluation/prompts";
import type { LoadedModel } from "../model";
import { type NaiveParts, naiveParts } from "./naive-parts";
import { naivePass } from "./naive-pass";
import type { RandomModel } from "./random-model";

interface Place {
  kind: DictionaryKind;
  layer: number;
}

/** What parts are ablated to at a role of a prompt; `sitesOf` may keep what runs without edits have. */
export function naiveValue(
  model: LoadedModel,
  random: RandomModel,
  prompts: readonly Prompt[],
  prompt: Prompt,
  ablation: Ablation,
  place: Place,
  role: string,
  sitesOf = (tokenIds: readonly number[]) => naivePass(random, model.manifest.processing, tokenIds).sites,
): NaiveParts {
  const partsOf = ({
    tokenIds,
    roles,
  }: {
    tokenIds: readonly number[];
    roles: Readonly<Record<string, number>>;
  }) => {
    return naiveParts(model, random, sitesOf(tokenIds), place, roles[role] ?? Number.NaN);
  };
  if (ablation === "counterfactual") {
    if (!prompt.counterfactual) throw new Error("the prompt has no counterfactual");
    return partsOf(prompt.counterfactual);
  }
  const all = prompts
    .filter(({ roles, readAt }) => roles[role] !== undefined && roles[role] <= (roles[readAt ?? ""] ?? -1))
    .map(partsOf);
  const share = ablation === "zero" ? 0 : 1 / all.length;
  const mean = (part: keyof NaiveParts) =>
    (all[0]?.[part] ?? new Float64Array()).map(
      (_, j) => share * all.reduce((sum, of) => sum + (of[part][j] ?? 0), 0),
    );
  return { f: mean("f"), skip: mean("skip"), error: mean("error"), out: mean("out") };
}

/** A metric by its definition, of rows of logits (V) in float64. */
export function naiveMetric(
  metric: Metric,
  { right, wrong }: Pick<Prompt, "right" | "wrong">,
  logits: Float64Array,
  clean: Float64Array,
  counterfactual: Float64Array | null,
): number {
  // In logarithms, since a probability that is too small for a number has one.
  const logSoftmax = (of: Float64Array) => {
    const most = Math.max(...of);
    const total = of.reduce((sum, value) => sum + Math.exp(value - most), 0);
    return of.map((value) => value - most - Math.log(total));
  };
  const difference = (of: Float64Array) => of[right] - of[wrong ?? -1];
  switch (metric) {
    case "logit":
      return logits[right];
    case "logit-difference":
      return difference(logits);
    case "normalised-difference": {
      const base = difference(counterfactual ?? new Float64Array());
      return (difference(logits) - base) / (difference(clean) - base);
    }
    case "probability":
      return Math.exp(logSoftmax(logits)[right]);
    case "cross-entropy":
      return -logSoftmax(logits)[right];
    case "rank":
      return 1 + logits.filter((value) => value > logits[right]).length;
    case "kl": {
      const [p, q] = [logSoftmax(clean), logSoftmax(logits)];
      return p.reduce((sum, value, i) => sum + Math.exp(value) * (value - q[i]), 0);
    }
  }
}
