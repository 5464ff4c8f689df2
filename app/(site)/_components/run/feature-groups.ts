import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import type { ActiveFeatureView, RunView } from "@/lib/runs/view";
import type { Selection } from "./selection";

export interface FeatureGroup {
  kind: DictionaryKind;
  layer: number;
  /** Strongest first. */
  features: ActiveFeatureView[];
}

type Filter = Pick<Selection, "kind" | "layer">;

/** One group for each dictionary that the filters leave, also where none of its features fires. */
export function groupByDictionary(
  features: readonly ActiveFeatureView[],
  kinds: Pick<RunView["kinds"][number], "kind" | "layers">[],
  filter: Filter,
): FeatureGroup[] {
  const groups = kinds
    .filter(({ kind }) => filter.kind === null || filter.kind === kind)
    .flatMap(({ kind, layers }) =>
      layers
        .filter((layer) => filter.layer === null || filter.layer === layer)
        .map((layer): FeatureGroup => ({ kind, layer, features: [] })),
    );
  const byName = new Map(groups.map((group) => [`${group.kind}.${group.layer}`, group]));
  for (const feature of features) byName.get(`${feature.kind}.${feature.layer}`)?.features.push(feature);
  for (const group of groups) group.features.sort((a, b) => b.activation - a.activation);
  return groups.sort((a, b) => a.layer - b.layer);
}

/**
 * The feature painted on the strip while nobody has chosen one: the strongest attention feature at the token,
 * since those tie tokens together; else the strongest of any kind. One that fires at every token says little
 * about this one, so it comes last.
 */
export function mostTelling(
  features: readonly ActiveFeatureView[],
  tokenCount: number,
): ActiveFeatureView | null {
  let best: ActiveFeatureView | null = null;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const feature of features) {
    const everywhere = feature.firesAt.length > tokenCount / 2;
    const rank = (everywhere ? 0 : 2) + (feature.kind === "attn" ? 1 : 0);
    if (rank > bestRank || (rank === bestRank && best && feature.activation > best.activation)) {
      best = feature;
      bestRank = rank;
    }
  }
  return best;
}
