import type { WrittenCondition } from "./experiment";
import { ExperimentFault } from "./experiment-fault";
import { allLayers, eachLayer, type LayeredIntervention, type WrittenIntervention } from "./intervention";
import { experimentLimits } from "./limits";

/** A condition as one model has it. */
export interface ModelCondition extends Omit<WrittenCondition, "interventions"> {
  interventions: LayeredIntervention[];
}

type WrittenLayer = number | typeof allLayers | typeof eachLayer;

/** The conditions of an experiment on a model of so many layers: one with an intervention of each layer is one for each. */
export function conditionsOfModel(conditions: readonly WrittenCondition[], layers: number): ModelCondition[] {
  const made = conditions.flatMap((condition): ModelCondition[] => {
    if (!condition.interventions.some(isOfEach)) return [atLayer(condition, 0, layers, condition.name)];
    return Array.from({ length: layers }, (_, layer) =>
      atLayer(condition, layer, layers, `${condition.name}, layer ${layer}`),
    );
  });
  const { maxConditions } = experimentLimits;
  if (made.length > maxConditions)
    throw new ExperimentFault(
      `On this model of ${layers} layers there are ${made.length} conditions, and at most ${maxConditions}.`,
    );
  const names = made.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new ExperimentFault(`On this model of ${layers} layers two conditions have the name "${twice}".`);
  return made;
}

function isOfEach(each: WrittenIntervention): boolean {
  return layerOf(each) === eachLayer;
}

function layerOf(each: WrittenIntervention): WrittenLayer {
  return each.do === "ablate" ? each.what.layer : each.layer;
}

function atLayer(condition: WrittenCondition, layer: number, layers: number, name: string): ModelCondition {
  const interventions = condition.interventions.flatMap((each): LayeredIntervention[] => {
    if (layerOf(each) !== allLayers) return [interventionAt(each, layer)];
    // One splice of all layers takes the layers that have a dictionary.
    if (each.do === "splice") return [{ ...each, layer: allLayers }];
    return Array.from({ length: layers }, (_, at) => interventionAt(each, at));
  });
  const { maxInterventions } = experimentLimits;
  if (interventions.length > maxInterventions)
    throw new ExperimentFault(
      `Condition "${name}" has ${interventions.length} interventions on this model of ${layers} layers, and at most ${maxInterventions}.`,
    );
  return { ...condition, name, interventions };
}

/** An intervention at one layer, in the place of its layer's word. */
function interventionAt(each: WrittenIntervention, at: number): LayeredIntervention {
  const numbered = (layer: WrittenLayer) => (typeof layer === "number" ? layer : at);
  if (each.do !== "ablate") return { ...each, layer: numbered(each.layer) };
  const { what } = each;
  if (what.part === "feature") return { ...each, what };
  return { ...each, what: { ...what, layer: numbered(what.layer) } };
}
