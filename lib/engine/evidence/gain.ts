import { sum } from "./ratio";

/**
 * How much less `other` misses than `own` over the same windows: the share of `own`, and the mean difference over its standard error
 * (paired, windows drawn independently). Of one window, or where all differ by the same, the errors are as large as a number of
 * JSON may be, with the sign of the difference.
 */
export function gainOf(own: readonly number[], other: readonly number[]): { share: number; errors: number } {
  const total = sum(own);
  const differences = own.map((missed, i) => missed - (other[i] ?? Number.NaN));
  const difference = sum(differences);
  const n = differences.length;
  const mean = difference / n;
  const variance = sum(differences.map((each) => (each - mean) ** 2)) / Math.max(1, n - 1);
  const error = n < 2 ? 0 : Math.sqrt(variance / n);
  const share = total > 0 ? difference / total : 0;
  if (difference === 0) return { share: 0, errors: 0 };
  return { share, errors: clamp(error > 0 ? mean / error : Math.sign(mean) * largest) };
}

const largest = 1e6;

function clamp(value: number): number {
  return Math.max(-largest, Math.min(largest, value));
}
