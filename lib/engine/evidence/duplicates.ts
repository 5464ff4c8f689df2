import { createHash } from "node:crypto";
import type { Dictionary } from "../dictionaries/dictionary";
import { readRows, readTensor } from "../weights/safetensors";

/** Bytes of float32 that are read at once. */
const bytesAtOnce = 4 * 1024 * 1024;

/**
 * Features of a dictionary that are one and the same: equal encoder columns, biases, thresholds and decoder rows, so that
 * they fire together, equally strongly, and write the same. Each family lists its members, ascending; those of one member
 * are left out. Exact: features are told apart weight by weight, until none is left that equals another, which is
 * after a few rows of W_enc unless there are duplicates.
 */
export function findDuplicates(
  dictionary: Pick<Dictionary, "W_enc" | "b_enc" | "W_dec" | "activation" | "dIn" | "dOut" | "dFeatures">,
): number[][] {
  const { W_enc, b_enc, W_dec, activation, dIn, dOut, dFeatures: F } = dictionary;
  const biases = readTensor(b_enc);
  let families = tellApart([Array.from(biases.keys())], (i) => biases[i]);
  if (activation.rule === "jumprelu") {
    const thresholds = readTensor(activation.threshold);
    families = tellApart(families, (i) => thresholds[i]);
  }
  const encoderRows = Math.max(1, Math.floor(bytesAtOnce / (4 * F)));
  for (let from = 0; from < dIn && families.length > 0; from += encoderRows) {
    const to = Math.min(dIn, from + encoderRows);
    const rows = readRows(W_enc, from, to); // (to - from, F)
    for (let start = 0; start < rows.length; start += F)
      families = tellApart(families, (i) => rows[start + i]);
  }
  if (families.length === 0) return families;
  const decoderRows = Math.max(1, Math.floor(bytesAtOnce / (4 * dOut)));
  const wanted = new Set(families.flat());
  const keys = new Map<number, string>();
  for (let from = 0; from < F; from += decoderRows) {
    const rows = readRows(W_dec, from, Math.min(F, from + decoderRows)); // (to - from, dOut)
    for (let i = 0; i * dOut < rows.length; i++)
      if (wanted.has(from + i)) keys.set(from + i, keyOf(rows.subarray(i * dOut, (i + 1) * dOut)));
  }
  return tellApart(families, (i) => keys.get(i));
}

/** Divides families by what `weight` says of their members; 0 and -0 are the same. */
function tellApart(
  families: readonly number[][],
  weight: (index: number) => number | string | undefined,
): number[][] {
  return families.flatMap((members) => {
    const parts = new Map<number | string | undefined, number[]>();
    for (const index of members) {
      const key = weight(index);
      const part = parts.get(key);
      if (part) part.push(index);
      else parts.set(key, [index]);
    }
    return [...parts.values()].filter((part) => part.length > 1);
  });
}

/** Equal for equal rows. */
function keyOf(row: Float32Array): string {
  // -0 + 0 is 0.
  const numbers = row.map((value) => value + 0);
  return createHash("sha256").update(new Uint8Array(numbers.buffer)).digest("base64");
}
