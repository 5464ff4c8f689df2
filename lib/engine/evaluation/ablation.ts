import type { Ablation } from "@/lib/evidence-format/evaluation";
import { type AttributionState, stateOf } from "../attribution/attribution-state";
import { writtenWidth } from "../dictionaries/sites";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type Prompt, positionOf, readPosition, refused, rolesUpTo } from "./prompts";
import { type Place, placeName, type SiteValue, siteValue } from "./site-values";

/** A mean over prompts of what stands at a role of a site. */
interface MeanValue {
  prompts: number;
  value: SiteValue;
}

/** By `placeName` and role. */
export type Means = ReadonlyMap<string, MeanValue>;

export function valueName(place: Place, role: string): string {
  return `${placeName(place)}@${role}`;
}

/** Adds up what prompts have at their roles, and gives the means of it; what never fires at a role is 0 there. */
export class MeanTally {
  private readonly totals = new Map<
    string,
    { prompts: number; total: SiteValue & { features: Map<number, number> } }
  >();

  add(name: string, value: SiteValue): void {
    const width = value.out.length;
    const known = this.totals.get(name) ?? {
      prompts: 0,
      total: {
        features: new Map<number, number>(),
        sum: new Float64Array(width),
        skip: new Float64Array(width),
        error: new Float64Array(width),
        out: new Float64Array(width),
      },
    };
    known.prompts += 1;
    for (const [index, f] of value.features)
      known.total.features.set(index, (known.total.features.get(index) ?? 0) + f);
    for (const part of ["sum", "skip", "error", "out"] as const)
      for (let j = 0; j < width; j++) known.total[part][j] += value[part][j];
    this.totals.set(name, known);
  }

  means(): Means {
    return new Map(
      Array.from(this.totals, ([name, { prompts, total }]) => {
        const features = new Map(Array.from(total.features, ([index, f]) => [index, f / prompts]));
        const mean = (of: Float64Array) => of.map((value) => value / prompts);
        const { sum, skip, error, out } = total;
        const parts = { sum: mean(sum), skip: mean(skip), error: mean(error), out: mean(out) };
        return [name, { prompts, value: { features, ...parts } }];
      }),
    );
  }
}

/** The means of some sites over the prompts that have a role. */
export async function meansOf(
  model: LoadedModel,
  prompts: readonly Prompt[],
  places: readonly Place[],
  signal?: StopSignal,
): Promise<Means> {
  const tally = new MeanTally();
  for (const [i, prompt] of prompts.entries()) {
    signal?.throwIfAborted();
    const state = await stateOf(model, prompt.tokenIds);
    for (const [role, position] of rolesUpTo(prompt, readPosition(prompt, `Prompt ${i + 1}`)))
      for (const place of places) tally.add(valueName(place, role), await siteValue(state, place, position));
  }
  return tally.means();
}

/** Gives what a prompt's parts are ablated to. */
export interface AblatedValues {
  of(ablation: Ablation, place: Place, role: string): Promise<SiteValue>;
  /** One head's query, key or value of the counterfactual, (K). */
  head(of: { part: "q" | "k" | "v"; layer: number; head: number }, role: string): Float32Array;
}

/** `name` is the prompt's, for sentences; `state` is of the prompt's counterfactual, if it has one. */
export function ablatedValues(
  model: LoadedModel,
  prompt: Prompt,
  name: string,
  means: Means,
  counterfactual: AttributionState | undefined,
): AblatedValues {
  const known = new Map<string, Promise<SiteValue>>();
  const zeroOf = ({ kind, layer }: Place): SiteValue => {
    const zeros = new Float64Array(writtenWidth(model, kind, layer));
    return { features: new Map(), sum: zeros, skip: zeros, error: zeros, out: zeros };
  };
  const inCounterfactual = (role: string) => {
    if (!prompt.counterfactual || !counterfactual)
      throw refused(`${name} has no counterfactual to take the values of.`);
    const position = positionOf(prompt.counterfactual, role);
    if (position === undefined)
      throw refused(`${name} has the role ${role}, and its counterfactual has not.`);
    return { state: counterfactual, position };
  };
  const ofCounterfactual = async (place: Place, role: string) => {
    const { state, position } = inCounterfactual(role);
    return siteValue(state, place, position);
  };
  return {
    head({ part, layer, head }, role) {
      const { state, position } = inCounterfactual(role);
      const { heads: H, keyHeads: G, dHead: K } = model.config;
      const start = position * (part === "q" ? H : G) * K + head * K;
      return state.site(`blocks.${layer}.attn.hook_${part}`).slice(start, start + K);
    },
    async of(ablation, place, role) {
      if (ablation === "zero") return zeroOf(place);
      if (ablation === "mean") return meanAt(means, place, role);
      const key = valueName(place, role);
      const value = known.get(key) ?? ofCounterfactual(place, role);
      known.set(key, value);
      return value;
    },
  };
}

/** Throws where only one prompt has the role: its mean would be the prompt itself, and ablate nothing. */
function meanAt(means: Means, place: Place, role: string): SiteValue {
  const mean = means.get(valueName(place, role));
  if (!mean) throw new Error(`the mean of ${valueName(place, role)} was not taken`);
  if (mean.prompts < 2)
    throw refused(
      `Only one prompt has the role ${role}, and the mean of one prompt is that prompt: ablating to it would change nothing. Give more prompts, or ablate to zero or the counterfactual.`,
    );
  return mean.value;
}
