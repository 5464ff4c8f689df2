import { studentQuantile } from "./student";
import type { Mean } from "./view";

/** Something that was measured of a feature; several may be of one. */
export interface OfFeature {
  feature: string;
  value: number;
}

/** What is certain of an interval, and of those of all differences together. */
export const confidence = 0.9;
/** Of fewer features none is told: what they hold says too little of how far others lie apart. */
export const minForInterval = 20;

interface Summed {
  sum: number;
  of: number;
}

/**
 * The mean with its interval by Student's distribution, of features as draws: what labels of one feature have in common is no second
 * observation (of a ratio of sums the linearised variance; Cochran 1977, section 6.3). Null of nothing. Of `comparisons` intervals
 * that are told together all hold with the confidence of one (Bonferroni: each misses as rarely as a share of what one may).
 */
export function meanOf(measured: readonly OfFeature[], comparisons = 1): Mean | null {
  const byFeature = new Map<string, Summed>();
  for (const { feature, value } of measured) {
    const { sum, of } = byFeature.get(feature) ?? { sum: 0, of: 0 };
    byFeature.set(feature, { sum: sum + value, of: of + 1 });
  }
  const features = [...byFeature.values()];
  const n = features.length;
  if (n === 0) return null;
  const value = measured.reduce((all, each) => all + each.value, 0) / measured.length;
  if (n < minForInterval) return { value, low: null, high: null };
  let squares = 0;
  for (const { sum, of } of features) squares += (sum - value * of) ** 2;
  const error = Math.sqrt((n / (n - 1)) * squares) / measured.length;
  const half = studentQuantile(1 - (1 - confidence) / Math.max(1, comparisons), n - 1) * error;
  return { value, low: value - half, high: value + half };
}
