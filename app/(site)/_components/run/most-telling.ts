import type { ActiveFeatureView } from "@/lib/runs/view";

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
