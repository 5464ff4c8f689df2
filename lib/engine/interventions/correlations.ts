/** Pearson's correlation of two lists of equal length; null where one of them does not vary. */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const [x, y] = [deviations(a), deviations(b)];
  let [products, squaresX, squaresY] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    products += value * y[i];
    squaresX += value * value;
    squaresY += y[i] ** 2;
  }
  return squaresX === 0 || squaresY === 0 ? null : products / Math.sqrt(squaresX * squaresY);
}

/** From the mean, in units of the largest, so that no square is too small or too large for a double. */
function deviations(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  // The mean of equal numbers may miss them by rounding, which would then be all that varies.
  if (all.every((value) => value === all[0])) return all.fill(0);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const largest = all.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0);
  return all.map((value) => (largest === 0 ? 0 : (value - mean) / largest));
}

/** Spearman's: Pearson's of the ranks, equal values sharing the mean of theirs. */
export function spearman(a: readonly number[], b: readonly number[]): number | null {
  return pearson(ranks(a), ranks(b));
}

function ranks(all: readonly number[]): Float64Array {
  const values = Float64Array.from(all);
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const result = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let at = start; at < end; at++) result[order[at]] = (start + end - 1) / 2;
    start = end;
  }
  return result;
}
