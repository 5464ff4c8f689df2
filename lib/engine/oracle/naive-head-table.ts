import type { FeatureId } from "@/lib/circuit-format/node-id";
import { type NaiveDictionary, naivePreActivations } from "./naive-encode";
import type { NaivePass } from "./naive-pass";

/** DFA of an attention feature (attribution.md section 2) in plain loops and float64, from a naive pass. */
export function naiveHeadTable(
  pass: NaivePass,
  dictionary: NaiveDictionary,
  { layer, index, position: d }: Pick<FeatureId, "layer" | "index" | "position">,
): { preActivation: number; table: number[][]; constant: number } {
  const { heads: H, keyHeads: G, dHead: K } = pass.shape;
  const { dFeatures: F, W_enc, b_enc, b_dec } = dictionary;
  const Z = H * K;
  const A = pass.site(`blocks.${layer}.attn.hook_pattern`); // (H, T, T)
  const v = pass.site(`blocks.${layer}.attn.hook_v`); // (T, G K)
  const z = pass.site(`blocks.${layer}.attn.hook_z`); // (T, H K)
  const T = z.length / Z;
  const table: number[][] = [];
  for (let h = 0; h < H; h++) {
    const row: number[] = [];
    const g = Math.floor((h * G) / H);
    for (let s = 0; s < T; s++) {
      let read = 0;
      for (let i = h * K; i < (h + 1) * K; i++) read += v[s * G * K + i + (g - h) * K] * W_enc[i * F + index];
      row.push(A[(h * T + d) * T + s] * read);
    }
    table.push(row);
  }
  let constant = b_enc[index];
  for (let i = 0; i < Z && b_dec; i++) constant -= b_dec[i] * W_enc[i * F + index];
  const u = naivePreActivations(dictionary, z.subarray(d * Z, (d + 1) * Z));
  return { preActivation: u[index], table, constant };
}
