import { formatFeature } from "@/lib/circuit-format/node-id";
import { readFeatureReference } from "@/lib/features/feature-reference";
import type { ActiveFeatureView } from "@/lib/runs/view";

export interface MatchedFeatures {
  features: readonly ActiveFeatureView[];
  /** What is to be known of how they were matched. */
  note: string | null;
}

/**
 * Those of the features that somebody's words mean: by an id in any notation, by a head (the attention features of its
 * layer, since any of them may read through it), else by words, each in the name or the id.
 */
export function matchFeatures(features: readonly ActiveFeatureView[], query: string): MatchedFeatures {
  const meant = readFeatureReference(query);
  if (meant?.means === "feature") {
    const { kinds, layer, index } = meant;
    const found = features.filter(
      (each) => kinds.includes(each.kind) && each.layer === layer && each.index === index,
    );
    return { features: found, note: null };
  }
  if (meant?.means === "head") {
    const { layer, head } = meant;
    const found = features.filter((each) => each.kind === "attn" && each.layer === layer);
    return {
      features: found,
      note: `Attention features of layer ${layer}; the card of each says what it reads through head ${layer}.${head}.`,
    };
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found = features.filter((feature) => {
    const text = `${feature.label ?? ""} ${formatFeature(feature)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return { features: found, note: null };
}
