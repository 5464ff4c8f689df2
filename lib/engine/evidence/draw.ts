/** Bits that depend on every bit of both numbers (the finaliser of MurmurHash3, Austin Appleby, public domain). */
export function mix(state: number, value: number): number {
  let h = Math.imul(state ^ value, 0x9e3779b1);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Which of `places` places the `count`-th candidate takes, or -1 for none (Vitter 1985, algorithm R). While there are free
 * places, the one that stood there goes to the last, the `count`-th, so that any of the places together hold an even draw of
 * all candidates so far. `bits` are random and the candidate's own.
 */
export function placeOf(count: number, places: number, bits: number): number {
  const place = Math.floor((bits / 2 ** 32) * count);
  return place < places ? place : -1;
}
