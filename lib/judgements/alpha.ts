/*
 * Krippendorff's alpha by coincidences, for any number of observers, with values missing (K. Krippendorff, "Computing Krippendorff's
 * Alpha-Reliability", 2011, section E). Values are 0 to `values` - 1, in their order.
 */

export type Metric = "nominal" | "ordinal" | "interval";

/** What different people said of one thing, in no order. A thing that fewer than two said something of is left out. */
export type Unit = readonly number[];

/** How often each value stands among those that can be paired. */
export function countValues(units: readonly Unit[], values: number): Float64Array {
  const counts = new Float64Array(values);
  for (const unit of units)
    if (unit.length > 1) for (const value of unit) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** How far two values are apart, squared. That of ordinal ones is made of how often the values between them stand. */
export function distances(counts: Float64Array, metric: Metric): Float64Array {
  const values = counts.length;
  const apart = new Float64Array(values * values);
  for (let c = 0; c < values; c++)
    for (let k = c + 1; k < values; k++) {
      let d = 1;
      if (metric === "interval") d = k - c;
      else if (metric === "ordinal") {
        d = -((counts[c] ?? 0) + (counts[k] ?? 0)) / 2;
        for (let g = c; g <= k; g++) d += counts[g] ?? 0;
      }
      apart[c * values + k] = d * d;
      apart[k * values + c] = d * d;
    }
  return apart;
}

/** The mean distance of two values of one thing, said by different people. At least two. */
export function observedIn(unit: Unit, apart: Float64Array, values: number): number {
  let sum = 0;
  for (const a of unit) for (const b of unit) sum += apart[a * values + b] ?? 0;
  return sum / (unit.length * (unit.length - 1));
}

/** The mean distance of two of all values, whatever they were said of. */
export function expectedOf(counts: Float64Array, apart: Float64Array): number {
  const values = counts.length;
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  for (let c = 0; c < values; c++)
    for (let k = 0; k < values; k++)
      sum += (counts[c] ?? 0) * (counts[k] ?? 0) * (apart[c * values + k] ?? 0);
  return total < 2 ? 0 : sum / (total * (total - 1));
}

/** Null where no two values can be paired, or all are the same: then there is nothing that people could have disagreed about. */
export function alphaOf(units: readonly Unit[], values: number, metric: Metric): number | null {
  const counts = countValues(units, values);
  const apart = distances(counts, metric);
  const expected = expectedOf(counts, apart);
  if (expected === 0) return null;
  let [observed, total] = [0, 0];
  for (const unit of units) {
    if (unit.length < 2) continue;
    // Each value counts once, so a thing counts as many times as people said something of it.
    observed += unit.length * observedIn(unit, apart, values);
    total += unit.length;
  }
  return 1 - observed / total / expected;
}
