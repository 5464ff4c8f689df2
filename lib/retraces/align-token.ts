/** Where a token of one text stands in another: there, nowhere, or in one of several places that nothing decides between. */
export type Aligned = { at: number } | "gone" | "several" | "too-long";

/** Of both lengths multiplied: two texts of 2,000 tokens, some 20 ms. */
const maxCells = 4_200_000;

/**
 * Aligns two token sequences by the fewest changes (a token replaced, left out or put in counts as one), and says where
 * the tokens at `positions` of the first stand in the second. One stands somewhere only if every way of as few changes says
 * the same: of "very good" and "very very good" nobody knows which "very" is the first text's.
 */
export function alignTokens(
  before: readonly number[],
  after: readonly number[],
  positions: readonly number[],
): Aligned[] {
  if (before.length * after.length > maxCells) return positions.map(() => "too-long");
  const heads = changesFrom(before, after, positions);
  const backwards = positions.map((position) => before.length - 1 - position);
  const tails = changesFrom(before.toReversed(), after.toReversed(), backwards);
  return positions.map((position, n) => {
    const [head, tail] = [heads[n] ?? [], (tails[n] ?? []).toReversed()];
    return placeOf(before[position], after, head, tail);
  });
}

/** The same for one. */
export function alignToken(before: readonly number[], after: readonly number[], position: number): Aligned {
  return alignTokens(before, after, [position])[0] ?? "gone";
}

/** `head` and `tail`: the fewest changes of all in front of the token and behind it, by where the second text is cut. */
function placeOf(
  token: number | undefined,
  after: readonly number[],
  head: readonly number[],
  tail: readonly number[],
): Aligned {
  // Changes by which the token becomes the one at `at`, and those by which it is left out in front of it.
  const kept = after.map((id, at) => (head[at] ?? 0) + (id === token ? 0 : 1) + (tail[at + 1] ?? 0));
  const leftOut = head.map((changes, at) => changes + 1 + (tail[at] ?? 0));
  const fewest = Math.min(...kept, ...leftOut);
  const places = [...kept.keys()].filter((at) => kept[at] === fewest);
  const [at] = places;
  if (at === undefined) return "gone";
  return places.length === 1 && !leftOut.includes(fewest) ? { at } : "several";
}

/**
 * For each of `lengths`, which may come in any order, the fewest changes from so many first tokens of `from` to the first n
 * of `to`, for each n from 0 on.
 */
function changesFrom(from: readonly number[], to: readonly number[], lengths: readonly number[]): number[][] {
  const rows = new Map<number, number[]>();
  const wanted = new Set(lengths);
  const target = Int32Array.from(to);
  let row = Int32Array.from({ length: to.length + 1 }, (_, n) => n);
  let next = new Int32Array(to.length + 1);
  for (let i = 0; rows.size < wanted.size && i <= from.length; i++) {
    if (wanted.has(i)) rows.set(i, [...row]);
    const id = from[i];
    let left = i + 1;
    let diagonal = i;
    next[0] = left;
    for (let n = 1; n <= target.length; n++) {
      const above = row[n] ?? 0;
      const replaced = diagonal + (target[n - 1] === id ? 0 : 1);
      const shifted = Math.min(above, left) + 1;
      left = Math.min(replaced, shifted);
      next[n] = left;
      diagonal = above;
    }
    [row, next] = [next, row];
  }
  return lengths.map((length) => rows.get(length) ?? []);
}
