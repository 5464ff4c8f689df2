/**
 * The sizes at which MIB evaluates a circuit, as shares of all that it could hold (Mueller et al. 2025, "MIB: A Mechanistic
 * Interpretability Benchmark", arXiv 2504.13151, section 3).
 */
export const mibShares = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] as const;

/** A point of the curve; `faithfulness` null where it is not known. */
export interface CurvePoint {
  share: number;
  faithfulness: number | null;
}

export interface Areas {
  /** Area under the curve: MIB's CPR, "integrated circuit performance ratio"; higher is better. */
  cpr: number | null;
  /** Area between the curve and 1: MIB's CMD, "integrated circuit-model distance"; 0 is best. */
  cmd: number | null;
}

/**
 * CPR and CMD by MIB's own rule: trapezoids between neighbouring sizes, over the share itself and not its logarithm, from the
 * least share evaluated to the largest, with nothing in front of the least. The distance from 1 is taken at the points, so a
 * curve that crosses 1 between two of them is not followed there. Both null where a point is not known.
 */
export function areasOf(curve: readonly CurvePoint[]): Areas {
  let [cpr, cmd] = [0, 0];
  for (const [i, right] of curve.entries()) {
    const left = curve[i - 1];
    if (right.faithfulness === null) return { cpr: null, cmd: null };
    if (!left || left.faithfulness === null) continue;
    const width = right.share - left.share;
    cpr += (width * (left.faithfulness + right.faithfulness)) / 2;
    cmd += (width * (Math.abs(1 - left.faithfulness) + Math.abs(1 - right.faithfulness))) / 2;
  }
  return { cpr, cmd };
}
