import type { WrittenCondition } from "./experiment";
import { ExperimentFault } from "./experiment-fault";
import type { LayeredIntervention, WrittenIntervention } from "./intervention";
import { experimentLimits } from "./limits";
import { allLayers, eachHead, eachLayer } from "./places";

/** A condition as one model has it. */
export interface ModelCondition extends Omit<WrittenCondition, "interventions"> {
  interventions: LayeredIntervention[];
}

type WrittenLayer = number | typeof allLayers | typeof eachLayer;
type WrittenHead = number | typeof eachHead;

/** How large a model is: its layers, and the heads of one. */
export interface ModelSize {
  layers: number;
  heads: number;
}

/** Which one a condition is of, where it is made for each. */
interface Place {
  layer: number;
  head: number;
}

/**
 * The conditions of an experiment on a model of so many layers and heads: one with an intervention of each layer, or of each head, is
 * one for each. Throws `ExperimentFault` of what is too much there, or gets one name twice.
 */
export function conditionsOfModel(
  conditions: readonly WrittenCondition[],
  size: ModelSize,
): ModelCondition[] {
  const { layers, heads } = size;
  const made = conditions.flatMap((condition): ModelCondition[] => {
    const eachOfLayers = condition.interventions.some((each) => layerOf(each) === eachLayer);
    const eachOfHeads = condition.interventions.some((each) => headOf(each) === eachHead);
    const places = upTo(eachOfLayers ? layers : 1).flatMap((layer) =>
      upTo(eachOfHeads ? heads : 1).map((head) => ({ layer, head })),
    );
    return places.map((place) => {
      const { layer, head } = place;
      const which = eachOfHeads ? `, head ${eachOfLayers ? `${layer}.` : ""}${head}` : `, layer ${layer}`;
      const name = eachOfLayers || eachOfHeads ? `${condition.name}${which}` : condition.name;
      return atPlace({ ...condition, name }, place, layers);
    });
  });
  const { maxConditions } = experimentLimits;
  const words = `this model of ${layers} layers`;
  if (made.length > maxConditions)
    throw new ExperimentFault(
      `On ${words} there are ${made.length} conditions, and at most ${maxConditions}.`,
    );
  const names = made.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new ExperimentFault(`On ${words} two conditions have the name "${twice}".`);
  return made;
}

function layerOf(each: WrittenIntervention): WrittenLayer {
  return each.do === "ablate" ? each.what.layer : each.layer;
}

function headOf(each: WrittenIntervention): WrittenHead | null {
  return each.do === "ablate" && each.what.part === "head" ? each.what.head : null;
}

function atPlace(condition: WrittenCondition, { layer, head }: Place, layers: number): ModelCondition {
  const interventions = condition.interventions.flatMap((each): LayeredIntervention[] => {
    if (layerOf(each) !== allLayers) return [interventionAt(each, { layer, head })];
    // One splice of all layers takes the layers that have a dictionary.
    if (each.do === "splice") return [{ ...each, layer: allLayers }];
    return upTo(layers).map((at) => interventionAt(each, { layer: at, head }));
  });
  const { maxInterventions } = experimentLimits;
  if (interventions.length > maxInterventions)
    throw new ExperimentFault(
      `Condition "${condition.name}" has ${interventions.length} interventions on this model of ${layers} layers, and at most ${maxInterventions}.`,
    );
  return { ...condition, interventions };
}

/** An intervention at one layer and head, in the place of their words. */
function interventionAt(each: WrittenIntervention, at: Place): LayeredIntervention {
  const numbered = (layer: WrittenLayer) => (typeof layer === "number" ? layer : at.layer);
  if (each.do !== "ablate") return { ...each, layer: numbered(each.layer) };
  const { what } = each;
  if (what.part === "feature") return { ...each, what };
  if (what.part !== "head") return { ...each, what: { ...what, layer: numbered(what.layer) } };
  const head = what.head === eachHead ? at.head : what.head;
  return { ...each, what: { ...what, layer: numbered(what.layer), head } };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
