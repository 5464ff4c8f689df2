import type { ModelConfig } from "../architectures/architecture";
import type { Tensor } from "../runtime";

/** One head's query, key or value at a position, before positions turn it, that is replaced: `row` (K). Keys and values are counted by key head. */
export interface HeadPatch {
  part: "q" | "k" | "v";
  layer: number;
  head: number;
  position: number;
  row: Float32Array;
}

/**
 * What is kept and what is put of the queries, keys and values of some variants at a layer, (variants, n, heads K) each, from
 * position `first` on; undefined where no head is patched.
 */
export function patchInputs(
  { heads: H, keyHeads: G, dHead: K }: Pick<ModelConfig, "heads" | "keyHeads" | "dHead">,
  variants: readonly (readonly HeadPatch[])[],
  parts: readonly HeadPatch["part"][],
  { layer, first, n }: { layer: number; first: number; n: number },
): Record<string, Tensor> | undefined {
  const here = variants
    .flatMap((patches, b) => patches.map((patch) => ({ patch, b })))
    .filter(({ patch }) => patch.layer === layer && patch.position >= first && patch.position < first + n);
  if (here.length === 0) return undefined;
  const tensors: Record<string, Tensor> = {};
  for (const part of parts) {
    const width = (part === "q" ? H : G) * K;
    const shape = [variants.length, n, width];
    const size = variants.length * n * width;
    const [keep, put] = [new Float32Array(size).fill(1), new Float32Array(size)];
    for (const { patch, b } of here) {
      if (patch.part !== part) continue;
      const at = (b * n + patch.position - first) * width + patch.head * K;
      keep.fill(0, at, at + K);
      put.set(patch.row, at);
    }
    tensors[`keep_${part}`] = { data: keep, shape };
    tensors[`put_${part}`] = { data: put, shape };
  }
  return tensors;
}
