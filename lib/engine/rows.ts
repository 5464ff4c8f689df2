import type { Tensor } from "./runtime";

/** Views of at most `count` rows each of a float32 tensor (rows, width), in order. */
export function* sliceRows({ data, shape }: Tensor, count: number): Generator<Tensor> {
  const [rows = 0, width = 0] = shape;
  for (let start = 0; start < rows; start += count) {
    const end = Math.min(rows, start + count);
    yield { data: data.subarray(start * width, end * width), shape: [end - start, width] };
  }
}

export function float32Of(tensor: Tensor | undefined, name: string): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new Error(`${name} is not a float32 tensor`);
}

export function int32Of(tensor: Tensor | undefined, name: string): Int32Array {
  if (tensor?.data instanceof Int32Array) return tensor.data;
  throw new Error(`${name} is not an int32 tensor`);
}
