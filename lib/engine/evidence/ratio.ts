import type { Figure } from "@/lib/evidence-format/quality";

/**
 * The sum of `parts` over the sum of `wholes`, each with one number a window, and its standard error with windows drawn
 * independently: that of a ratio estimate (Cochran, Sampling Techniques, chapter 6), since the tokens of one
 * window are not independent. Null where the wholes sum to 0.
 */
export function ratioOf(parts: readonly number[], wholes: readonly number[]): Figure | null {
  const whole = sum(wholes);
  if (whole === 0) return null;
  const n = parts.length;
  const value = sum(parts) / whole;
  const squares = sum(parts.map((part, i) => (part - value * (wholes[i] ?? 0)) ** 2));
  return { value, error: n < 2 ? null : Math.sqrt((n / (n - 1)) * squares) / Math.abs(whole) };
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
