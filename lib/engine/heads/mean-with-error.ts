import type { Figure } from "@/lib/evidence-format/quality";

/** The mean of independent measurements and its standard error, null of one alone. */
export function meanWithError(values: readonly number[]): Figure {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { value: mean, error: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, error: Math.sqrt(squares / (n - 1) / n) };
}
