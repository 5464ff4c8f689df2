/** One-sided 95% of a normal distribution, and so the lower end of a two-sided interval of 90%. */
const z = 1.645;

export interface Share {
  value: number;
  /** The lower end of its 90% interval. */
  low: number;
}

/** A share of independent trials, with the lower end of Wilson's interval (Wilson 1927), which is 0 of no success however few they are. */
export function shareOf(right: number, of: number): Share {
  if (of === 0) return { value: 0, low: 0 };
  const value = right / of;
  const middle = value + z ** 2 / (2 * of);
  const half = z * Math.sqrt((value * (1 - value)) / of + z ** 2 / (4 * of ** 2));
  return { value, low: Math.max(0, (middle - half) / (1 + z ** 2 / of)) };
}

interface Counted {
  right: number;
  of: number;
}

/**
 * The mean of two shares, with the lower end that follows from those of both by adding their squares (Newcombe 1998, Statistics in
 * Medicine 17:873, "square-and-add"). By variances alone it would lie too high where nearly all was right.
 */
export function balancedOf(firing: Counted, silent: Counted): Share | null {
  if (firing.of === 0 || silent.of === 0) return null;
  const [a, b] = [shareOf(firing.right, firing.of), shareOf(silent.right, silent.of)];
  const value = (a.value + b.value) / 2;
  return { value, low: value - Math.hypot(a.value - a.low, b.value - b.low) / 2 };
}
