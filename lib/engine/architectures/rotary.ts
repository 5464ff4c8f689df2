import type { Tensor } from "../runtime";
import type { Rotary } from "./architecture";

/** Cosines and sines of each pair's angle at `count` positions from `first` on: (count, 1, R) each. */
export function rotationAt(
  { frequencies }: Rotary,
  first: number,
  count: number,
): { cos: Tensor; sin: Tensor } {
  const R = frequencies.length;
  const [cos, sin] = [new Float32Array(count * R), new Float32Array(count * R)];
  for (let row = 0; row < count; row++) {
    for (const [i, frequency] of frequencies.entries()) {
      cos[row * R + i] = Math.cos((first + row) * frequency);
      sin[row * R + i] = Math.sin((first + row) * frequency);
    }
  }
  const shape = [count, 1, R];
  return { cos: { data: cos, shape }, sin: { data: sin, shape } };
}

/** Turns queries or keys of one head at one position, in place. */
export function rotateRows(
  { frequencies }: Rotary,
  position: number,
  rows: Float32Array, // (n, K)
  K: number,
): void {
  const R = frequencies.length;
  const cos = Float64Array.from(frequencies, (each) => Math.cos(position * each)); // (R)
  const sin = Float64Array.from(frequencies, (each) => Math.sin(position * each)); // (R)
  for (let start = 0; start < rows.length; start += K) {
    for (let i = 0; i < R; i++) {
      const [a, b] = [rows[start + i], rows[start + i + R]];
      rows[start + i] = a * cos[i] - b * sin[i];
      rows[start + i + R] = b * cos[i] + a * sin[i];
    }
  }
}
