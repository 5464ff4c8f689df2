import { wilson } from "@/lib/labels/checks/wilson";

export interface Share {
  value: number;
  /** The lower end of its 90% interval. */
  low: number;
}

/** A share of independent trials, with the lower end of Wilson's interval (Wilson 1927), which is 0 of no success however few they are. */
export function shareOf(right: number, of: number): Share {
  const { value, low } = wilson(right, of) ?? { value: 0, low: 0 };
  return { value, low };
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
