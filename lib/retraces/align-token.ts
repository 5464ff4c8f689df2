/** Where a token of one text stands in another: there, nowhere, or in one of several places that nothing decides between. */
export type Aligned = { at: number } | "gone" | "several" | "too-long";

/** Of both lengths multiplied: two texts of 2,000 tokens, some 20 ms. */
const maxCells = 4_200_000;

/**
 * Aligns two token sequences by the fewest changes (a token replaced, left out or put in counts as one), and says where
 * the token at `position` of the first stands in the second. It stands somewhere only if every way of as few changes
 * says the same: of "very good" and "very very good" nobody knows which "very" is the first text's.
 */
export function alignToken(before: readonly number[], after: readonly number[], position: number): Aligned {
  if (before.length * after.length > maxCells) return "too-long";
  const head = changesFrom(before.slice(0, position), after);
  const tail = changesFrom(before.slice(position + 1).reverse(), after.toReversed()).reverse();
  // Changes by which the token becomes the one at `at`, and those by which it is left out in front of it.
  const kept = after.map(
    (id, at) => (head[at] ?? 0) + (id === before[position] ? 0 : 1) + (tail[at + 1] ?? 0),
  );
  const leftOut = head.map((changes, at) => changes + 1 + (tail[at] ?? 0));
  const fewest = Math.min(...kept, ...leftOut);
  const places = [...kept.keys()].filter((at) => kept[at] === fewest);
  const mayBeGone = leftOut.includes(fewest);
  const [at] = places;
  if (at === undefined) return "gone";
  return places.length === 1 && !mayBeGone ? { at } : "several";
}

/** The fewest changes from all of `from` to the first n tokens of `to`, for each n from 0 on. */
function changesFrom(from: readonly number[], to: readonly number[]): number[] {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (const [i, id] of from.entries()) {
    const next = [i + 1];
    for (let n = 1; n <= to.length; n++) {
      const replaced = (row[n - 1] ?? 0) + (to[n - 1] === id ? 0 : 1);
      next.push(Math.min(replaced, (row[n] ?? 0) + 1, (next[n - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row;
}
