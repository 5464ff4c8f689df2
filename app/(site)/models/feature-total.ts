import type { ModelView } from "@/lib/models/get-model";

/** How many features a model's dictionaries hold together. */
export function featureTotal({ dictionarySets }: Pick<ModelView, "dictionarySets">): number {
  return dictionarySets
    .flatMap(({ dictionaries }) => dictionaries)
    .reduce((total, { dSae }) => total + dSae, 0);
}
