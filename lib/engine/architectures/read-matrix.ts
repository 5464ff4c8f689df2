import { assertShape } from "../shapes";
import { readTensor } from "../weights/safetensors";
import type { Linear } from "./architecture";

/** The numbers of a linear map, (in, out) however its file stores them. */
export function readMatrix({ weight, transposed }: Linear): Float32Array {
  const stored = readTensor(weight);
  if (!transposed) return stored;
  const [outer = 0, inner = 0] = weight.shape;
  assertShape(stored, outer, inner, weight.name);
  const matrix = new Float32Array(stored.length);
  for (let j = 0; j < outer; j++)
    for (let i = 0; i < inner; i++) matrix[i * outer + j] = stored[j * inner + i];
  return matrix;
}
