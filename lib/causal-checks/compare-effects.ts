import { Comparison, type ComparisonResult } from "@/lib/circuit-format/comparison";
import type { CausalCheckResult } from "./causal-check";

/** Differences that are named; all are counted. */
const listed = 20;

/** Where a causal check and its recomputation differ, feature by feature, by the tolerance of a verification. */
export function compareEffects(stored: CausalCheckResult, recomputed: CausalCheckResult): ComparisonResult {
  const comparison = new Comparison(listed);
  comparison.close("causal check", "value", stored.value, recomputed.value);
  comparison.same("causal check", "number of features", `${stored.nodeCount}`, `${recomputed.nodeCount}`);
  for (const name of ["pearson", "spearman"] as const) {
    const [said, found] = [stored[name], recomputed[name]];
    if (said !== null && found !== null) comparison.close("causal check", name, said, found);
    else if (said !== found) comparison.add("causal check", name, said, found);
  }
  const points = new Map(recomputed.points.map((point) => [point.id, point]));
  for (const { id, predicted, measured } of stored.points) {
    const found = points.get(id);
    // A second point of one feature finds nothing either.
    points.delete(id);
    if (!found) comparison.add(id, "its effect", measured, null);
    else {
      comparison.close(id, "predicted effect", predicted, found.predicted);
      comparison.close(id, "measured effect", measured, found.measured);
    }
  }
  for (const { id, measured } of points.values()) comparison.add(id, "its effect", null, measured);
  return comparison.result();
}
