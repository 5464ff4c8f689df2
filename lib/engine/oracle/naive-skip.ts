import type { Dictionary } from "../dictionaries/dictionary";
import { readTensor } from "../weights/safetensors";

/**
 * What a skip transcoder's map adds at every position, (T, D) in float64, of `input` (T, D), what stands at its site; undefined
 * where it has none.
 */
export function naiveSkip(
  { skip, readsAfter, dIn: D }: Pick<Dictionary, "skip" | "readsAfter" | "dIn">,
  input: Float64Array,
): Float64Array | undefined {
  if (!skip) return undefined;
  const W = readTensor(skip.W);
  const gamma = readsAfter && readTensor(readsAfter.gamma);
  const beta = readsAfter?.beta && readTensor(readsAfter.beta);
  const added = new Float64Array(input.length);
  for (let start = 0; start < input.length; start += D)
    for (let j = 0; j < D; j++)
      for (let i = 0; i < D; i++) {
        const x = input[start + i] * (gamma ? gamma[i] : 1) + (beta ? beta[i] : 0);
        added[start + j] += x * (skip.turned ? W[j * D + i] : W[i * D + j]);
      }
  return added;
}
