/** Pearson's correlation of two lists of equal length; null where one of them does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number | null {
  const [x, y] = [deviations(a), deviations(b)];
  let [products, squaresX, squaresY] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    products += value * (y[i] ?? 0);
    squaresX += value * value;
    squaresY += (y[i] ?? 0) ** 2;
  }
  return squaresX === 0 || squaresY === 0 ? null : products / Math.sqrt(squaresX * squaresY);
}

/** From the mean, in units of the largest, so that no square is too small or too large for a double. */
function deviations(values: readonly number[]): number[] {
  // The mean of equal numbers may miss them by rounding, which would then be all that varies.
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const largest = Math.max(...values.map((value) => Math.abs(value - mean)));
  return values.map((value) => (largest === 0 ? 0 : (value - mean) / largest));
}

/** Spearman's: Pearson's of the ranks, equal values sharing the mean of theirs. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  return pearson(ranks(a), ranks(b));
}

function ranks(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const result = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let at = start; at < end; at++) result[order[at] ?? 0] = (start + end - 1) / 2;
    start = end;
  }
  return result;
}
