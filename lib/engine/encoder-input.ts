import type { Norm } from "./architectures/architecture";
import type { Dictionary, InputNorm } from "./dictionaries/dictionary";
import { float32Of } from "./rows";
import type { Tensor } from "./runtime";
import { readTensor } from "./weights/safetensors";

const numbers = new WeakMap<Norm, { gamma: Float32Array; beta: Float32Array | undefined }>();

/**
 * What a dictionary's encoder is given of its site `x` (N, D): `x * gamma + beta` where it reads after a norm, else `x`; and
 * that normalised by itself where the dictionary was trained so.
 */
export function encoderInput(
  { readsAfter, inputNorm }: Pick<Dictionary, "readsAfter" | "inputNorm">,
  x: Tensor,
): Tensor {
  const input = readsAfter ? afterNorm(readsAfter, x) : x;
  return inputNorm ? normalized(inputNorm, input) : input;
}

/** Rows normalised as SAELens does it: the standard deviation is that of a sample (D - 1), and 1e-5 is added to it. */
function normalized(norm: InputNorm, x: Tensor): Tensor {
  const [rows = 0, D = 0] = x.shape;
  const values = Float32Array.from(float32Of(x, "x"));
  for (let row = 0; row < rows; row++) {
    const of = values.subarray(row * D, (row + 1) * D);
    let [total, squares] = [0, 0];
    for (let j = 0; j < D; j++) total += of[j];
    const mean = norm === "layer_norm" ? total / D : 0;
    for (let j = 0; j < D; j++) squares += (of[j] - mean) ** 2;
    const scale = norm === "layer_norm" ? 1 / (Math.sqrt(squares / (D - 1)) + 1e-5) : Math.sqrt(D / squares);
    for (let j = 0; j < D; j++) of[j] = (of[j] - mean) * scale;
  }
  return { data: values, shape: x.shape };
}

function afterNorm(readsAfter: Norm, x: Tensor): Tensor {
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
