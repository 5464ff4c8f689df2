import { mix } from "./draw";

/** How many of each of some lists are taken, so that they are `most` together and no list that has more gives fewer. */
export function balancedShares(sizes: readonly number[], most: number): number[] {
  const shares = sizes.map(() => 0);
  const smallestFirst = [...sizes.keys()].sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0));
  let left = most;
  for (const [done, i] of smallestFirst.entries()) {
    const share = Math.min(sizes[i] ?? 0, Math.floor(left / (smallestFirst.length - done)));
    shares[i] = share;
    left -= share;
  }
  return shares;
}

/** Draws `count` of `all` evenly and in their order (Fan, Muller and Rezucha 1962; Knuth's algorithm S). */
export function drawEvenly<T>(all: readonly T[], count: number, seed: number): T[] {
  const drawn: T[] = [];
  for (const [i, one] of all.entries()) {
    const wanted = count - drawn.length;
    if (mix(seed, i) * (all.length - i) < wanted * 2 ** 32) drawn.push(one);
  }
  return drawn;
}

/** The same of what was drawn before: each one's probability is then that share of what it was. */
export function subsample<D extends { probability: number }>(
  all: readonly D[],
  count: number,
  seed: number,
): D[] {
  if (all.length <= count) return [...all];
  return drawEvenly(all, count, seed).map((one) => ({
    ...one,
    probability: (one.probability * count) / all.length,
  }));
}
