import type { WeightTensor } from "../weights/safetensors";
import type { Linear } from "./architecture";

/** Reads maps whose weight is stored as torch's `nn.Linear` has it, (outer, inner), by the reader of a file's tensors. */
export function outInLinear(tensor: (name: string, ...shape: number[]) => WeightTensor) {
  return (name: string, inner: number, outer: number, biased: boolean): Linear => ({
    weight: tensor(`${name}.weight`, outer, inner),
    transposed: true,
    bias: biased ? tensor(`${name}.bias`, outer) : undefined,
  });
}
