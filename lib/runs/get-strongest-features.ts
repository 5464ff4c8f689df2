import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { firingsByIndex } from "@/lib/features/firings";
import { readRunFeatures } from "./run-features";
import type { ActiveFeatureView } from "./view";

interface StrongestOptions {
  /** How many of each kind: the kinds' activations are in different units, so they are not ranked together. */
  perKind: number;
  /** Count the beginning-of-text token too, where many features fire and mean little. */
  includeFirst: boolean;
}

/** The features of a finished run that fire most strongly anywhere, each kind by itself, strongest first. */
export async function getStrongestFeatures(
  runId: string,
  { perKind, includeFirst }: StrongestOptions,
): Promise<ActiveFeatureView[]> {
  const { dictionaries } = await readRunFeatures(runId);
  const byKind = new Map<DictionaryKind, ActiveFeatureView[]>();
  for (const dictionary of dictionaries) {
    const { kind, layer } = dictionary;
    const features = byKind.get(kind) ?? [];
    for (const [index, firesAt] of firingsByIndex(dictionary)) {
      const counted = includeFirst ? firesAt : firesAt.filter(([position]) => position > 0);
      if (counted.length === 0) continue;
      const activation = Math.max(...counted.map(([, value]) => value));
      features.push({ kind, layer, index, activation, label: null, firesAt });
    }
    byKind.set(kind, features);
  }
  return [...byKind.values()].flatMap((features) =>
    features
      .sort((a, b) => b.activation - a.activation || a.layer - b.layer || a.index - b.index)
      .slice(0, perKind),
  );
}
