import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { firingsOf, strongestWhere } from "@/lib/features/firings";
import { knownPositionsOf } from "./known-positions";
import { readRunFeatures } from "./run-features";
import type { ActiveFeatureView } from "./view";

interface StrongestOptions {
  /** How many of each kind: the kinds' activations are in different units, so they are not ranked together. */
  perKind: number;
  /** Count the beginning-of-text token too, where many features fire and mean little, of dictionaries that were trained on it. */
  includeFirst: boolean;
}

/** The features of a finished run that fire most strongly where their dictionary was trained on such tokens, each kind by itself, strongest first, without names. */
export async function getStrongestFeatures(
  runId: string,
  { perKind, includeFirst }: StrongestOptions,
): Promise<ActiveFeatureView[]> {
  const { dictionaries } = await readRunFeatures(runId);
  const knownOf = await knownPositionsOf(runId);
  return dictionaryKinds.flatMap((kind) =>
    dictionaries
      .filter((dictionary) => dictionary.kind === kind)
      .flatMap((dictionary) => {
        const known = knownOf(dictionary);
        const counts = (position: number) => (includeFirst || position > 0) && known[position] !== false;
        return strongestWhere(dictionary, counts, perKind).map(([index, activation]) => ({
          ...{ dictionary, index, activation },
        }));
      })
      .sort(
        (a, b) => b.activation - a.activation || a.dictionary.layer - b.dictionary.layer || a.index - b.index,
      )
      .slice(0, perKind)
      .map(({ dictionary, index, activation }): ActiveFeatureView => {
        const firesAt = firingsOf(dictionary, [index]).get(index) ?? [];
        return {
          kind,
          layer: dictionary.layer,
          index,
          activation,
          label: null,
          standing: null,
          measured: null,
          firesAt,
        };
      }),
  );
}
