import type { ActiveFeatures } from "../features";
import { float32Of } from "../rows";
import type { Tensor } from "../runtime";

/** The rows of several tensors (rows, width), one below the other. */
export function joinRows(tensors: readonly Tensor[], name: string): Tensor {
  const [first] = tensors;
  if (first && tensors.length === 1) return first;
  const width = first?.shape[1] ?? 0;
  const rows = tensors.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  const data = new Float32Array(rows * width);
  let at = 0;
  for (const tensor of tensors) {
    const own = float32Of(tensor, name);
    data.set(own, at);
    at += own.length;
  }
  return { data, shape: [rows, width] };
}

/** What fires in each of several windows of so many tokens, of features of them all below one another. */
export function splitFeatures(all: ActiveFeatures, lengths: readonly number[]): ActiveFeatures[] {
  const { kind, layer, positions, indices, activations } = all;
  let [start, firstRow] = [0, 0];
  return lengths.map((length) => {
    let end = start;
    while (end < positions.length && positions[end] < firstRow + length) end++;
    const own = positions.slice(start, end);
    if (firstRow > 0) for (let i = 0; i < own.length; i++) own[i] -= firstRow;
    const features = {
      ...{ kind, layer, positions: own },
      ...{ indices: indices.subarray(start, end), activations: activations.subarray(start, end) },
    };
    [start, firstRow] = [end, firstRow + length];
    return features;
  });
}
