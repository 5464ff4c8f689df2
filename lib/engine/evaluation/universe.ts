import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { stateOf } from "../attribution/attribution-state";
import type { LoadedModel } from "../model";
import type { StopSignal } from "../stop-signal";
import { type Means, MeanTally, valueName } from "./ablation";
import { type RoleNode, roleNodeName } from "./circuit-nodes";
import { type Prompt, positionOf, readPosition, rolesUpTo } from "./prompts";
import { type Place, siteValue } from "./site-values";

/** All that is kept or ablated, and what the prompts have there on average. */
export interface Universe {
  places: Place[];
  /** In a fixed order; active in a prompt's own run, at its role, in one prompt at least. */
  nodes: RoleNode[];
  /** Those active in counterfactuals alone. */
  counterfactualOnly: RoleNode[];
  means: Means;
}

/** The sites of some kinds, in the order of the forward pass; residual ones only where there is a dictionary. */
export function placesOfKinds(model: LoadedModel, kinds: readonly DictionaryKind[]): Place[] {
  const order = ["resid", "attn", "mlp"] as const;
  return Array.from({ length: model.config.layers }, (_, layer) =>
    order.filter((kind) => kinds.includes(kind)).map((kind) => ({ kind, layer })),
  )
    .flat()
    .filter(
      ({ kind, layer }) =>
        kind !== "resid" ||
        model.dictionaries.some((dictionary) => dictionary.kind === kind && dictionary.layer === layer),
    );
}

/** Runs every prompt and counterfactual once. */
export async function surveyPrompts(
  model: LoadedModel,
  prompts: readonly Prompt[],
  kinds: readonly DictionaryKind[],
  { signal, withCounterfactuals }: { signal?: StopSignal; withCounterfactuals: boolean },
): Promise<Universe> {
  const places = placesOfKinds(model, kinds);
  const tally = new MeanTally();
  const own = new Map<string, RoleNode>();
  const others = new Map<string, RoleNode>();
  const note = (into: Map<string, RoleNode>, node: RoleNode) => into.set(roleNodeName(node), node);
  for (const [i, prompt] of prompts.entries()) {
    signal?.throwIfAborted();
    const roles = rolesUpTo(prompt, readPosition(prompt, `Prompt ${i + 1}`));
    const state = await stateOf(model, prompt.tokenIds);
    const { counterfactual } = prompt;
    const other =
      withCounterfactuals && counterfactual ? await stateOf(model, counterfactual.tokenIds) : undefined;
    for (const [role, position] of roles) {
      const otherPosition = other && counterfactual && positionOf(counterfactual, role);
      for (const place of places) {
        const value = await siteValue(state, place, position);
        tally.add(valueName(place, role), value);
        note(own, { ...place, index: null, role });
        for (const index of value.features.keys()) note(own, { ...place, index, role });
        if (state.dictionary(place.kind, place.layer)?.skip) note(own, { ...place, index: "skip", role });
        if (!other || otherPosition === undefined) continue;
        const { features } = await siteValue(other, place, otherPosition);
        for (const index of features.keys()) note(others, { ...place, index, role });
      }
    }
  }
  for (const name of own.keys()) others.delete(name);
  const inOrder = (nodes: Map<string, RoleNode>) => [...nodes.values()].sort(compareNodes(places));
  return { places, nodes: inOrder(own), counterfactualOnly: inOrder(others), means: tally.means() };
}

/** By place in the forward pass, then role, then index, what goes past a site's features and its error behind these. */
function compareNodes(places: readonly Place[]) {
  const stage = new Map(places.map(({ kind, layer }, i) => [`${kind}.${layer}`, i]));
  const of = ({ kind, layer }: Place) => stage.get(`${kind}.${layer}`) ?? places.length;
  return (a: RoleNode, b: RoleNode) =>
    of(a) - of(b) || (a.role === b.role ? 0 : a.role < b.role ? -1 : 1) || orderOf(a) - orderOf(b);
}

function orderOf({ index }: RoleNode): number {
  if (typeof index === "number") return index;
  return Number.MAX_SAFE_INTEGER - (index === "skip" ? 1 : 0);
}
