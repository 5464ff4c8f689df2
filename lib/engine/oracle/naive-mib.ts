import type { Prompt } from "../evaluation/prompts";
import type { LoadedModel } from "../model";
import { naivePass } from "./naive-pass";
import type { RandomModel } from "./random-model";

/**
 * The logit difference of each prompt in MIB's own evaluation of a circuit of nodes (`evaluate_graph` of hannamw/EAP-IG, src/eap/evaluate.py,
 * patching): `input`, heads `a0.h1` and MLPs `m0` that are not kept write what they write in the counterfactual, at all positions. In
 * float64, by plain loops; prompts and their counterfactuals have as many tokens.
 */
export function naiveMib(
  { model, random, prompts }: { model: LoadedModel; random: RandomModel; prompts: readonly Prompt[] },
  isKept: (component: string) => boolean,
): number[] {
  const { heads: H, dHead: K, vocabularySize: V } = random.shape;
  const { processing } = model.manifest;
  return prompts.map(({ tokenIds, counterfactual, right, wrong }) => {
    const corrupted = naivePass(random, processing, counterfactual?.tokenIds ?? []);
    const { sites } = naivePass(random, processing, tokenIds, (site, values) => {
      const [, layer, place] = /^blocks\.(\d+)\.(attn\.hook_z|hook_mlp_out)$/.exec(site) ?? [];
      const ownerOf = (i: number) =>
        site === "hook_embed"
          ? "input"
          : place === "hook_mlp_out"
            ? `m${layer}`
            : `a${layer}.h${Math.floor(i / K) % H}`;
      if (site !== "hook_embed" && place === undefined) return;
      const other = corrupted.site(site);
      for (const i of values.keys()) if (!isKept(ownerOf(i))) values[i] = other[i];
    });
    const logits = (sites.get("logits") ?? new Float64Array()).slice((tokenIds.length - 1) * V);
    return logits[right] - logits[wrong ?? right];
  });
}

/** MIB's sums over a curve, as its code has them (`evaluate_area_under_curve`, MIB_circuit_track/evaluation.py). */
export function mibAreas(percentages: readonly number[], faithfulnesses: readonly number[]) {
  let [areaUnder, areaFromOne] = [0, 0];
  for (let i = 0; i < faithfulnesses.length - 1; i++) {
    const [x1 = 0, x2 = 0] = [percentages[i], percentages[i + 1]];
    const [f1 = 0, f2 = 0] = [faithfulnesses[i], faithfulnesses[i + 1]];
    areaFromOne += (x2 - x1) * ((Math.abs(1 - f1) + Math.abs(1 - f2)) / 2);
    areaUnder += (x2 - x1) * ((f1 + f2) / 2);
  }
  return { cpr: areaUnder, cmd: areaFromOne };
}
