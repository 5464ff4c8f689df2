import type { FeatureId } from "@/lib/circuit-format/node-id";
import type { ActiveFeatures } from "../features";

/** The active features of some dictionaries, one id each. */
export function featureIds(features: readonly ActiveFeatures[]): FeatureId[] {
  return features.flatMap(({ kind, layer, indices, positions }) =>
    Array.from(indices, (index, i) => ({ kind, layer, index, position: positions[i] })),
  );
}
