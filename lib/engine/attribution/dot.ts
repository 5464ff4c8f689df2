import { assertShape } from "../shapes";

/** In float64. */
export function dot(
  a: Float32Array | Float64Array, // (D)
  b: Float32Array | Float64Array, // (D)
): number {
  assertShape(a, b.length, 1, "a vector");
  let total = 0;
  for (let i = 0; i < b.length; i++) total += a[i] * b[i];
  return total;
}
