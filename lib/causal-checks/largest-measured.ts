import type { CausalCheckResult } from "./causal-check";

/** A feature node of the circuit that was ablated; both effects in the target's unit. */
export type CheckedPoint = CausalCheckResult["points"][number];

/** Of so many effects, the largest ones that were measured, the verdict speaks; and of these none may be hidden by a threshold. */
export const largestCount = 10;

/**
 * The nodes whose ablation changes the target most, the largest change first, whatever its sign. What changes nothing is
 * not among them, however few there are.
 */
export function largestMeasured(points: readonly CheckedPoint[], count = largestCount): CheckedPoint[] {
  return points
    .filter(({ measured }) => measured !== 0)
    .sort((a, b) => Math.abs(b.measured) - Math.abs(a.measured) || (a.id < b.id ? -1 : 1))
    .slice(0, count);
}

/** Whether the model does the opposite of what the circuit predicts: takes away what it should add, or adds it. */
export function isOpposite({ predicted, measured }: Omit<CheckedPoint, "id">): boolean {
  return predicted * measured < 0;
}
