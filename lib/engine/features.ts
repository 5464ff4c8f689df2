import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { assertFinite } from "./finite";
import { assertShape } from "./shapes";

/**
 * The active features of one dictionary over one text, as three lists of the same length m, sorted by
 * position and then by feature index.
 */
export interface ActiveFeatures {
  kind: DictionaryKind;
  layer: number;
  positions: Uint32Array; // (m)
  indices: Uint32Array; // (m)
  activations: Float32Array; // (m)
}

/** Candidates of one call of an encoder graph: `flat` = row * F + feature, with their activations. */
export interface FlatFeatures {
  firstRow: number;
  flat: Int32Array; // (m)
  values: Float32Array; // (m)
  /** Of each row's pre-activations. */
  sums: Float32Array; // (rows)
}

/** Joins the pieces of one dictionary (F features), leaving out what is not above 0, and sorts. */
export function joinFeatures(
  kind: DictionaryKind,
  layer: number,
  F: number,
  pieces: readonly FlatFeatures[],
): ActiveFeatures {
  for (const { flat, values, sums } of pieces) {
    assertShape(values, flat.length, 1, "the activations");
    assertFinite(sums, `The features of ${kind} layer ${layer}`);
  }
  const sorted = pieces.map((piece) => inOrder(piece));
  const count = sorted.reduce((sum, { flat }) => sum + flat.length, 0);
  const positions = new Uint32Array(count);
  const indices = new Uint32Array(count);
  const activations = new Float32Array(count);
  let at = 0;
  for (const { firstRow, flat, values } of sorted) {
    activations.set(values, at);
    // Places ascend, so that rows are counted along instead of divided out, millions of times for a corpus.
    let row = 0;
    let start = 0;
    for (let i = 0; i < flat.length; i++, at++) {
      const place = flat[i];
      while (place >= start + F) {
        row += 1;
        start += F;
      }
      positions[at] = firstRow + row;
      indices[at] = place - start;
    }
  }
  return { kind, layer, positions, indices, activations };
}

/** The piece itself where its graph gave it in order and all positive, as every rule but TopK does. */
function inOrder(piece: FlatFeatures): FlatFeatures {
  const { flat, values } = piece;
  let clean = true;
  for (let i = 0; i < flat.length && clean; i++) {
    clean = values[i] > 0 && (i === 0 || flat[i - 1] < flat[i]);
  }
  if (clean) return piece;
  const kept = Array.from(flat.keys()).filter((i) => values[i] > 0);
  kept.sort((a, b) => flat[a] - flat[b]);
  return {
    ...piece,
    flat: Int32Array.from(kept, (i) => flat[i]),
    values: Float32Array.from(kept, (i) => values[i]),
  };
}
