/** Seeded uniform numbers in [0, 1) (mulberry32, Tommy Ettinger, public domain algorithm). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` seeded normal numbers with the given mean and standard deviation (Box-Muller). */
export function normal(count: number, deviation: number, seed: number, mean = 0): Float32Array {
  const next = uniform(seed);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    values[i] = mean + radius * Math.cos(angle);
    if (i + 1 < count) values[i + 1] = mean + radius * Math.sin(angle);
  }
  return values;
}

/** Fills `values` with seeded uniform numbers within `radius` of `mean`: fast, for weights by the gigabyte. */
export function fillUniform(values: Float32Array, mean: number, radius: number, seed: number): void {
  // xorshift32 (Marsaglia 2003); its state must not be 0.
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  const step = radius / 2_147_483_648;
  for (let i = 0; i < values.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    values[i] = mean + state * step;
  }
}
