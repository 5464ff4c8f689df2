import { layerOf, type ModelWeights } from "../architectures/architecture";
import type { Processing } from "../weights/manifest";
import type { Dictionary } from "./dictionary";

/** A dictionary as it would be read if its model had been processed so, whatever is said of it. */
export function readUnder(
  dictionary: Dictionary,
  under: Required<Processing>,
  weights: ModelWeights,
): Dictionary {
  const { kind, layer, processing, leavesOnly } = dictionary;
  return {
    ...dictionary,
    readsAfter:
      kind === "mlp" && leavesOnly === null && !under.fold_ln ? layerOf(weights, layer).norm2 : undefined,
    processing: processing.map((step) => ({ ...step, done: under[step.step] })),
  };
}
