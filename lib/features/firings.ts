import type { SparseFeatures } from "./feature-codec";

/** Everywhere a feature fires: [position, activation], by position. */
export type Firings = [position: number, activation: number][];

/** Where some of one dictionary's features fire, by index: those of `indices` that fire at all. */
export function firingsOf(dictionary: SparseFeatures, wanted: Iterable<number>): Map<number, Firings> {
  const { indices, positions, activations } = dictionary;
  const lists = new Map(Array.from(wanted, (index): [number, Firings] => [index, []]));
  // Most features of a run are not wanted, and a table tells that sooner than a map.
  const isWanted = new Uint8Array(highest([...lists.keys()]) + 1);
  for (const index of lists.keys()) isWanted[index] = 1;
  for (let n = 0; n < indices.length; n++) {
    const index = indices[n] ?? 0;
    if (isWanted[index] === 1) lists.get(index)?.push([positions[n] ?? 0, activations[n] ?? 0]);
  }
  for (const [index, firings] of lists) if (firings.length === 0) lists.delete(index);
  return lists;
}

/** The features of one dictionary that fire at a position, with how strongly, by index. */
export function activationsAt(
  { indices, positions, activations }: SparseFeatures,
  position: number,
): Firings {
  const found: Firings = [];
  // They are sorted by position.
  for (let n = firstAt(positions, position); positions[n] === position; n++)
    found.push([indices[n] ?? 0, activations[n] ?? 0]);
  return found;
}

/** The features of one dictionary that fire most strongly at the positions that count: [index, activation], strongest first. */
export function strongestWhere(
  dictionary: SparseFeatures,
  counts: (position: number) => boolean,
  most: number,
): [number, number][] {
  const { indices, positions, activations } = dictionary;
  const peaks = new Float32Array(highest(indices) + 1);
  let [position, isCounted] = [-1, false];
  for (let n = 0; n < indices.length; n++) {
    // They are sorted by position.
    if (positions[n] !== position) {
      position = positions[n] ?? 0;
      isCounted = counts(position);
    }
    if (!isCounted) continue;
    const [index, activation] = [indices[n] ?? 0, activations[n] ?? 0];
    if (activation > (peaks[index] ?? 0)) peaks[index] = activation;
  }
  const stronger = (a: [number, number], b: [number, number]) => b[1] - a[1] || a[0] - b[0];
  const found: [number, number][] = [];
  let least = 0;
  for (let index = 0; index < peaks.length; index++) {
    const peak = peaks[index] ?? 0;
    if (peak <= least) continue;
    found.push([index, peak]);
    if (found.length <= most) continue;
    found.sort(stronger).pop();
    least = found.at(-1)?.[1] ?? 0;
  }
  return found.sort(stronger);
}

function highest(indices: ArrayLike<number>): number {
  let most = 0;
  for (let n = 0; n < indices.length; n++) most = Math.max(most, indices[n] ?? 0);
  return most;
}

/** Where the features of a position, or of the next that has any, begin. */
function firstAt(positions: Uint32Array, position: number): number {
  let [from, to] = [0, positions.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((positions[middle] ?? 0) < position) from = middle + 1;
    else to = middle;
  }
  return from;
}
