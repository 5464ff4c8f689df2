import { formatNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import { EngineError } from "../errors";
import { assertFinite } from "../finite";

/** The largest |residual| / (1 + sum |contribution|) that rounding accounts for: attribution.md section 6. */
export const completenessTolerance = 1e-4;

/**
 * How far the contributions to a target miss its value, beside their size. Throws `EngineError`: "invalid-file" where
 * the model's numbers overflow, "inexact" where more is missing than rounding accounts for.
 */
export function checkCompleteness(target: TargetId, residual: number, absoluteSum: number): number {
  const relative = residual / (1 + absoluteSum);
  assertFinite([relative]);
  if (relative > completenessTolerance)
    throw new EngineError(
      "inexact",
      `What ${formatNodeId(target)} gets does not add up to its value: ${relative.toExponential(1)} of it is missing, and rounding accounts for ${completenessTolerance}. No circuit is shown rather than a wrong one.`,
    );
  return relative;
}
