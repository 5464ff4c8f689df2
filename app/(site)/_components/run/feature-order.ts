import type { ActiveFeatureView } from "@/lib/runs/view";

/** By what a list of features is sorted, each the largest or rarest first. */
export const featureOrders = ["telling", "activation", "share", "rarity"] as const;
export type FeatureOrder = (typeof featureOrders)[number];

export const orderWords: Readonly<Record<FeatureOrder, string>> = {
  telling: "most telling",
  activation: "activation",
  share: "share of its maximum",
  rarity: "rarity",
};

/** Of the largest activation that corpora showed of a feature, the share that it has here; null where none was measured. */
export function shareOfLargest({ activation, measured }: ActiveFeatureView): number | null {
  return measured && measured.largest > 0 ? activation / measured.largest : null;
}

/**
 * How much it tells that a feature fires as it does: the share of its largest activation, at most the whole, times how
 * rare it is that it fires at all, in bits. A feature that is always on tells nothing, however large its activation.
 */
export function telling(feature: ActiveFeatureView): number | null {
  const share = shareOfLargest(feature);
  const density = feature.measured?.density ?? 0;
  return share === null || density <= 0 ? null : Math.min(1, share) * -Math.log2(density);
}

function amountOf(feature: ActiveFeatureView, order: FeatureOrder): number | null {
  if (order === "activation") return feature.activation;
  if (order === "share") return shareOfLargest(feature);
  if (order === "telling") return telling(feature);
  return feature.measured ? -feature.measured.density : null;
}

/** The features in an order; those of which nothing was measured last, by their activation. */
export function sortFeatures(
  features: readonly ActiveFeatureView[],
  order: FeatureOrder,
): ActiveFeatureView[] {
  return features
    .map((feature) => ({ feature, value: amountOf(feature, order) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return (
          Number(a.value === null) - Number(b.value === null) || b.feature.activation - a.feature.activation
        );
      return b.value - a.value || b.feature.activation - a.feature.activation;
    })
    .map(({ feature }) => feature);
}
