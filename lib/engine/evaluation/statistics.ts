import { mix } from "../evidence/draw";

/** What is not known is null, never a number: 0/0 of a metric that does not vary, the spread of one prompt. */
export interface Summary {
  /** Prompts whose value is known, of which mean, spread and interval are. */
  known: number;
  unknown: number;
  mean: number | null;
  /** Standard deviation of a sample (n - 1); null below two values. */
  deviation: number | null;
  /** 95% of means of bootstrap samples (percentile method; Efron 1979); null below two values. */
  interval: [low: number, high: number] | null;
}

export const bootstrapSamples = 1_000;

/** Mean, spread and bootstrap interval of one value a prompt. The same seed gives the same interval. */
export function summarize(values: readonly (number | null)[], seed: number): Summary {
  const known = values.filter((value) => value !== null);
  const n = known.length;
  const mean = n === 0 ? null : meanOf(known);
  return {
    ...{ known: n, unknown: values.length - n, mean },
    deviation:
      mean === null || n < 2
        ? null
        : Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)),
    interval: n < 2 ? null : bootstrap(n, seed, (drawn) => meanOf(drawn.map((i) => known[i] ?? 0))),
  };
}

/**
 * The middle 95% of what `statistic` gives of samples of `n` drawn with replacement; null where it is not known of one
 * of them, since the interval would then be of the others alone.
 */
export function bootstrap(
  n: number,
  seed: number,
  statistic: (drawn: readonly number[]) => number | null,
): [low: number, high: number] | null {
  const found: number[] = [];
  for (let sample = 0; sample < bootstrapSamples; sample++) {
    const of = mix(seed, sample);
    const value = statistic(Array.from({ length: n }, (_, i) => Math.floor((mix(of, i) / 2 ** 32) * n)));
    if (value === null) return null;
    found.push(value);
  }
  const sorted = found.sort((a, b) => a - b);
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Linear between the two nearest of sorted values (Hyndman and Fan 1996, type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (at - Math.floor(at)) * (high - low);
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Differences below this, of numbers of this size, are float32's rounding: what is divided by them is not known. */
const roundingShare = 1e-5;

/** `above / below`, where `below` is a difference of two numbers as large as `size`; null where it is rounding alone. */
export function ratio(above: number, below: number, size: number): number | null {
  return Math.abs(below) <= roundingShare * (1 + Math.abs(size)) ? null : above / below;
}
