import type { Metric } from "@/lib/evidence-format/evaluation";
import type { Experiment } from "@/lib/experiment-format/experiment";
import type { WrittenIntervention } from "@/lib/experiment-format/intervention";
import { allLayers, eachHead, eachLayer } from "@/lib/experiment-format/places";
import type { Holding } from "@/lib/experiments/holdings";

export const holdingWords: Record<Holding, string> = {
  yes: "The hypothesis holds",
  no: "The hypothesis does not hold",
  partly: "The hypothesis holds in part",
};

/** In a list's row, where little room is. */
export const shortHoldingWords: Record<Holding, string> = {
  yes: "It holds.",
  no: "It does not hold.",
  partly: "It holds in part.",
};

export const metricNames: Record<Metric, string> = {
  logit: "Logit",
  "logit-difference": "Logit difference",
  "normalised-difference": "Normalised difference",
  probability: "Probability",
  rank: "Rank",
  kl: "KL divergence",
  "cross-entropy": "Cross-entropy",
};

const siteWords = { attn: "attention's output", mlp: "the MLP's output", resid: "the residual stream" };
const kindWords = { attn: "attention", mlp: "MLP", resid: "stream" };
const toWords = {
  zero: "zero",
  mean: "the mean over the prompts, at the same role",
  counterfactual: "what the counterfactual has there",
};

/** What an intervention does, in a line. */
export function interventionWords(each: WrittenIntervention): string {
  if (each.do === "splice") {
    const what =
      each.kind === "all" ? "what all dictionaries read" : `what ${kindWords[each.kind]} dictionaries read`;
    const where = each.roles === null ? "every position" : rolesWords(each.roles);
    const error = each.keepError ? "with its error, so that nothing is lost" : "without its error";
    return `put the reconstruction in the place of ${what}, ${layerWords(each.layer)}, at ${where}, ${error}`;
  }
  if (each.do === "patch") {
    const part = { q: "query", k: "key", v: "value" }[each.part];
    return `give ${headName(each.layer, each.head)} the ${part} that the counterfactual has, at ${rolesWords(each.roles)}`;
  }
  return `bring ${partWords(each.what)} to ${toWords[each.to]}, at ${rolesWords(each.roles)}`;
}

function partWords(what: Extract<WrittenIntervention, { do: "ablate" }>["what"]): string {
  if (what.part === "feature") return `feature ${what.kind}.${what.layer}.${what.index}`;
  if (what.part === "head") return headName(what.layer, what.head);
  if (what.part === "error")
    return `what ${kindWords[what.kind]} dictionaries miss, ${layerWords(what.layer)},`;
  return `${siteWords[what.kind]}, ${layerWords(what.layer)},`;
}

function headName(layer: number | string, head: number | string): string {
  if (head === eachHead)
    return `each head of ${layer === eachLayer ? "each layer" : layerWords(layer)}, by itself,`;
  return typeof layer === "number" ? `head ${layer}.${head}` : `head ${head} of ${layerWords(layer)}`;
}

function layerWords(layer: number | string): string {
  if (layer === eachLayer) return "each layer by itself";
  return layer === allLayers ? "all layers together" : `layer ${layer}`;
}

function rolesWords(roles: readonly string[]): string {
  return roles.length < 2 ? roles.join("") : `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}`;
}

/** Which prompts of its family an experiment is over: "the first 12 held-out prompts". */
export function chosenWords({ only, first }: Experiment["prompts"]): string {
  const part = only === null ? "" : only === "shown" ? "shown " : "held-out ";
  if (first === null) return `all ${part}prompts`;
  return first === 1 ? `the first ${part}prompt` : `the first ${first.toLocaleString("en")} ${part}prompts`;
}

/** A number to the decimals that are stated, without a sign where no digit but zeros is left; a word for none. */
export function stated(value: number | null, digits: number): string {
  if (value === null) return "unknown";
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
}
