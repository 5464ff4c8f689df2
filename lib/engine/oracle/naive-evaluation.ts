import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { Ablation, Metric } from "@/lib/evidence-format/evaluation";
import type { Prompt } from "../evaluation/prompts";
import type { LoadedModel } from "../model";
import { type NaiveParts, naiveChanged } from "./naive-parts";
import { naivePass } from "./naive-pass";
import { naiveMetric, naiveValue } from "./naive-prompts";
import type { RandomModel } from "./random-model";

interface Setting {
  model: LoadedModel;
  random: RandomModel;
  prompts: readonly Prompt[];
  kinds: readonly DictionaryKind[];
  metric: Metric;
  ablation: Ablation;
}

/** Whether a part of a site at a role stays what it is in the run at hand; `index` null for the error, or the whole site. */
type Keeps = (kind: DictionaryKind, layer: number, index: number | "skip" | null, role: string) => boolean;

/**
 * The metric, by prompt, with all that is not kept ablated, by the definition alone: every feature of every site at every role is
 * decided one by one and decoded, in float64.
 */
export function naiveEvaluated(setting: Setting, keeps: Keeps): number[] {
  const { model, random, prompts, kinds, metric, ablation } = setting;
  const V = random.shape.vocabularySize;
  const endOf = ({ roles, readAt, tokenIds }: Pick<Prompt, "roles" | "readAt" | "tokenIds">) =>
    readAt === null ? tokenIds.length - 1 : (roles[readAt] ?? Number.NaN);
  const logitsOf = (sites: ReadonlyMap<string, Float64Array>, end: number) =>
    (sites.get("logits") ?? new Float64Array()).slice(end * V, (end + 1) * V);
  const passes = new Map<string, ReadonlyMap<string, Float64Array>>();
  const sitesOf = (tokenIds: readonly number[]) => {
    const sites = passes.get(tokenIds.join()) ?? naivePass(random, model.manifest.processing, tokenIds).sites;
    passes.set(tokenIds.join(), sites);
    return new Map(sites);
  };
  return prompts.map((prompt) => {
    const end = endOf(prompt);
    const clean = logitsOf(sitesOf(prompt.tokenIds), end);
    const other = prompt.counterfactual && { ...prompt, ...prompt.counterfactual };
    const otherLogits = other ? logitsOf(sitesOf(other.tokenIds), endOf(other)) : null;
    const values = new Map<string, NaiveParts>();
    const edited = naiveChanged(model, random, prompt.tokenIds, (place, position) => {
      const role = Object.keys(prompt.roles).find((name) => prompt.roles[name] === position);
      if (role === undefined || position > end || !kinds.includes(place.kind)) return undefined;
      if (
        place.kind === "resid" &&
        !random.dictionaries.some(({ spec }) => spec.kind === "resid" && spec.layer === place.layer)
      )
        return undefined;
      const name = `${place.kind} ${place.layer} ${role}`;
      const value =
        values.get(name) ?? naiveValue(model, random, prompts, prompt, ablation, place, role, sitesOf);
      values.set(name, value);
      return {
        feature: (index) => (keeps(place.kind, place.layer, index, role) ? undefined : value.f[index]),
        skip: keeps(place.kind, place.layer, "skip", role) ? undefined : value.skip,
        error: keeps(place.kind, place.layer, null, role) ? undefined : value.error,
      };
    });
    return naiveMetric(metric, prompt, logitsOf(edited, end), clean, otherLogits);
  });
}

/** Area under a curve and between it and 1 as MIB adds them up: over consecutive pairs, from the lists of sizes and values. */
export function naiveAreas(
  shares: readonly number[],
  values: readonly number[],
): { cpr: number; cmd: number } {
  const trapezoids = (of: (value: number) => number) => {
    let total = 0;
    for (let i = 0; i + 1 < shares.length; i++) {
      const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = [shares[i], shares[i + 1], values[i], values[i + 1]];
      total += of(y1) * (x2 - x1) + ((of(y2) - of(y1)) * (x2 - x1)) / 2;
    }
    return total;
  };
  return { cpr: trapezoids((value) => value), cmd: trapezoids((value) => Math.abs(1 - value)) };
}
