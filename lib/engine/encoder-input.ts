import type { Norm } from "./architectures/architecture";
import { float32Of } from "./rows";
import type { Tensor } from "./runtime";
import { readTensor } from "./weights/safetensors";

const numbers = new WeakMap<Norm, { gamma: Float32Array; beta: Float32Array | undefined }>();

/** What a dictionary's encoder is given of its site `x` (N, D): `x * gamma + beta` where it reads after a norm, else `x`. */
export function encoderInput({ readsAfter }: { readsAfter: Norm | undefined }, x: Tensor): Tensor {
  if (!readsAfter) return x;
  let known = numbers.get(readsAfter);
  if (!known) {
    const { gamma, beta } = readsAfter;
    known = { gamma: readTensor(gamma), beta: beta && readTensor(beta) }; // (D) each
    numbers.set(readsAfter, known);
  }
  const { gamma, beta } = known;
  const values = float32Of(x, "x");
  const input = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += gamma.length)
    for (let j = 0; j < gamma.length; j++)
      input[start + j] = values[start + j] * gamma[j] + (beta ? beta[j] : 0);
  return { data: input, shape: x.shape };
}
