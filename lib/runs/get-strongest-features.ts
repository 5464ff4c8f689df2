import { dictionaryKinds } from "@/lib/circuit-format/kinds";
import { firingsOf, strongestFrom } from "@/lib/features/firings";
import { readRunFeatures } from "./run-features";
import type { ActiveFeatureView } from "./view";

interface StrongestOptions {
  /** How many of each kind: the kinds' activations are in different units, so they are not ranked together. */
  perKind: number;
  /** Count the beginning-of-text token too, where many features fire and mean little. */
  includeFirst: boolean;
}

/** The features of a finished run that fire most strongly anywhere, each kind by itself, strongest first, without names. */
export async function getStrongestFeatures(
  runId: string,
  { perKind, includeFirst }: StrongestOptions,
): Promise<ActiveFeatureView[]> {
  const { dictionaries } = await readRunFeatures(runId);
  const from = includeFirst ? 0 : 1;
  return dictionaryKinds.flatMap((kind) =>
    dictionaries
      .filter((dictionary) => dictionary.kind === kind)
      .flatMap((dictionary) =>
        strongestFrom(dictionary, from, perKind).map(([index, activation]) => ({
          ...{ dictionary, index, activation },
        })),
      )
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
