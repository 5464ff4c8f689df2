/**
 * The share of Student's t distribution between minus and plus `t`, for whole degrees of freedom: the finite sums of Abramowitz and
 * Stegun (1964), 26.7.3 and 26.7.4, which are exact.
 */
export function shareWithin(t: number, degrees: number): number {
  const theta = Math.atan(t / Math.sqrt(degrees));
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const isOdd = degrees % 2 === 1;
  let [sum, term] = [0, isOdd ? cos : 1];
  // The powers of the cosine up to degrees - 2, odd or even as these are.
  for (let power = isOdd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= (cos * cos * (power + 1)) / (power + 2);
  }
  return isOdd ? (2 / Math.PI) * (theta + sin * sum) : sin * sum;
}

/** Between minus and plus what it answers lies `share` of Student's t distribution. Below 1, and not above 0.999999. */
export function studentQuantile(share: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (shareWithin(high, degrees) < share) high *= 2;
  // As far as a double goes.
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, degrees) < share) low = middle;
    else high = middle;
  }
  return high;
}
