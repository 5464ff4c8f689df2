import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import type { Experiment } from "@/lib/experiment-format/experiment";
import type { ChosenSets } from "@/lib/models/choose-sets";

/** Which dictionary sets an experiment reads with: null for none of a kind, left out for the model's first. */
export function setNames({ dictionaries }: Pick<Experiment, "dictionaries">): ChosenSets {
  const chosen: ChosenSets = {};
  for (const kind of dictionaryKinds) {
    const set = dictionaries[kind];
    if (set !== undefined) chosen[kind] = set?.name ?? null;
  }
  return chosen;
}
