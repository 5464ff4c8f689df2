import type { Interval } from "./estimate";

/** One-sided 95% of a normal distribution, and so either end of a two-sided interval of 90%. */
const z = 1.645;

/** A share of independent trials with Wilson's interval (Wilson 1927), of 90%; null of no trial. */
export function wilson(right: number, of: number): Interval | null {
  if (of === 0) return null;
  const value = right / of;
  const middle = value + z ** 2 / (2 * of);
  const half = z * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return {
    value,
    low: right === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: right === of ? 1 : Math.min(1, (middle + half) / scale),
  };
}
