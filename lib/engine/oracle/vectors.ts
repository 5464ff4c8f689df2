/** C(vector): its mean taken from each entry. */
export function centred(vector: Float64Array): Float64Array {
  const mean = vector.reduce((sum, value) => sum + value, 0) / vector.length;
  return vector.map((value) => value - mean);
}

export function scaled(vector: Float64Array, scale: number): Float64Array {
  return vector.map((value) => value * scale);
}

export function dot(a: Float32Array | Float64Array, b: Float32Array | Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** vector (rows) times W (rows, columns). */
export function product(vector: Float64Array, W: Float32Array): Float64Array {
  const columns = W.length / vector.length;
  const out = new Float64Array(columns);
  for (const [i, weight] of vector.entries())
    for (let j = 0; j < columns; j++) out[j] += weight * W[i * columns + j];
  return out;
}
