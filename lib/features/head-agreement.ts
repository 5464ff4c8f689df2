/** One attention feature's heads, by the weights and by what they gave it. (H) */
export interface HeadShares {
  byWeight: readonly number[];
  byDfa: readonly number[];
}

/** How well the heads of attention features are told from their weights alone. */
export interface HeadAgreement {
  /** Features for which both are known. */
  features: number;
  /** Pearson correlation over all features and heads together; null where one of the two does not vary. */
  correlation: number | null;
  /** Share of the features whose largest head is the same by both. */
  sameLargest: number;
}

/** Compares heads by decoder weight with heads by mean absolute DFA over a dictionary; null where there is no feature to compare. */
export function headAgreement(features: readonly HeadShares[]): HeadAgreement | null {
  if (features.length === 0) return null;
  const weights = features.flatMap(({ byWeight }) => byWeight);
  const dfa = features.flatMap(({ byDfa }) => byDfa);
  const same = features.filter(({ byWeight, byDfa }) => largest(byWeight) === largest(byDfa)).length;
  return {
    features: features.length,
    correlation: correlationOf(weights, dfa),
    sameLargest: same / features.length,
  };
}

function largest(values: readonly number[]): number {
  return values.reduce(
    (best, value, i) => (value > (values[best] ?? Number.NEGATIVE_INFINITY) ? i : best),
    0,
  );
}

/** Pearson's r of two lists of one length. */
function correlationOf(a: readonly number[], b: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const [x, y] = [value - meanA, (b[i] ?? Number.NaN) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? null : both / Math.sqrt(ofA * ofB);
}
