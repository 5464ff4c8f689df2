import type { ActiveFeatures } from "../features";
import type { FormNumbers } from "./form-files";
import { decoded, type Encoded, type Form } from "./written-form";

/** Closer to its edge than this, a feature is active or not by the rounding of float32. */
const undecided = 1e-3;

/** Features of a form as its trainer computes them in float64, and those that were found. */
export interface ComparedRow {
  encoded: Encoded;
  /** (F), by number: not a number where rounding decides. */
  expected: Float64Array;
  /** (F) */
  found: Float64Array;
}

/** Each row of the site (T, D) that a form reads, and what was found there. */
export function compareRows(
  form: Form,
  n: FormNumbers,
  site: Float64Array,
  { positions, indices, activations }: ActiveFeatures,
): ComparedRow[] {
  return Array.from({ length: site.length / n.D }, (_, t) => {
    const encoded = form.encode(site.subarray(t * n.D, (t + 1) * n.D), n);
    const { u, edge } = encoded;
    const expected = u.map((value, i) => {
      if (Math.abs(value - Math.max(edge[i], 0)) < undecided) return Number.NaN;
      return value > edge[i] ? Math.max(0, value) : 0;
    });
    const found = new Float64Array(n.F);
    activations.forEach((f, at) => {
      if (positions[at] === t) found[indices[at]] = f;
    });
    return { encoded, expected, found };
  });
}

/** How many features are active, and the largest |found - expected| / (1 + expected) of all. */
export function differenceOf(rows: readonly ComparedRow[]): { active: number; largest: number } {
  let [active, largest] = [0, 0];
  for (const { expected, found } of rows)
    for (const [i, value] of expected.entries()) {
      if (Number.isNaN(value)) continue;
      if (value > 0) active += 1;
      const difference = Math.abs(found[i] - value) / (1 + value);
      largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
    }
  return { active, largest };
}

/**
 * The largest difference between what the engine's decoder and the trainer's make of the features that were found, relative to
 * 1 + |it|. What a skip connection adds is in neither.
 */
export function decodingDifference(
  rows: readonly ComparedRow[],
  W_dec: Float32Array,
  b_dec: Float32Array,
): number {
  let largest = 0;
  for (const { encoded, found } of rows) {
    const [expected, rebuilt] = [encoded.out(found), decoded(found, W_dec, b_dec)];
    for (const [j, value] of expected.entries())
      largest = Math.max(largest, Math.abs(rebuilt[j] - value) / (1 + Math.abs(value)));
  }
  return largest;
}
