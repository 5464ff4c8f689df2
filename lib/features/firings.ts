import type { SparseFeatures } from "./feature-codec";

/** Where one dictionary's features fire: index to [position, activation] pairs, by position. */
export function firingsByIndex(dictionary: SparseFeatures): Map<number, [number, number][]> {
  const firings = new Map<number, [number, number][]>();
  for (let n = 0; n < dictionary.indices.length; n++) {
    const index = dictionary.indices[n] ?? 0;
    const firing: [number, number] = [dictionary.positions[n] ?? 0, dictionary.activations[n] ?? 0];
    const known = firings.get(index);
    if (known) known.push(firing);
    else firings.set(index, [firing]);
  }
  return firings;
}
