import { randomOf } from "@/lib/seeded-random";
import type { Mean } from "./view";

/** Something that was measured of a feature; several may be of one. */
export interface OfFeature {
  feature: string;
  value: number;
}

/** By which features are drawn again for an interval, so that the same scores have the same one. */
export const meanSeed = 1_411;
const resamples = 500;
/** With fewer features an interval would say how few they are, and nothing else. */
export const minForInterval = 5;

interface Drawn {
  sum: number;
  of: number;
}

const nothing: Drawn = { sum: 0, of: 0 };

/**
 * The mean with its 90% interval, by drawing features again with replacement: what labels of one feature have in common is no
 * second observation. Null of nothing.
 */
export function meanOf(measured: readonly OfFeature[]): Mean | null {
  const byFeature = new Map<string, Drawn>();
  for (const { feature, value } of measured) {
    const known = byFeature.get(feature) ?? nothing;
    byFeature.set(feature, { sum: known.sum + value, of: known.of + 1 });
  }
  // In one order, so that the seed draws the same however rows were read.
  const features = [...byFeature].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, drawn]) => drawn);
  if (features.length === 0) return null;
  const value = meanOfDrawn(features);
  if (features.length < minForInterval) return { value, low: null, high: null };
  const random = randomOf(meanSeed);
  const means = Array.from({ length: resamples }, () =>
    meanOfDrawn(features.map(() => features[Math.floor(random() * features.length)] ?? nothing)),
  ).toSorted((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (resamples - 1))] ?? value;
  return { value, low: Math.min(value, at(0.05)), high: Math.max(value, at(0.95)) };
}

function meanOfDrawn(features: readonly Drawn[]): number {
  let [sum, of] = [0, 0];
  for (const each of features) {
    sum += each.sum;
    of += each.of;
  }
  return sum / of;
}
