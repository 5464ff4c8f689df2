import { expect, test } from "vitest";
import { above, chunkSize, difference, highest, intersection, setOf, sizeOf } from "./entry-set";

/** Numbers that a seed gives, over a few chunks and at their edges. */
function numbersOf(seed: number, count: number): number[] {
  let state = seed;
  const drawn = Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % (5 * chunkSize);
  });
  return [...new Set([...drawn, 0, chunkSize - 1, chunkSize, 5 * chunkSize - 1])];
}

test("sets of bits hold what sets of numbers do: size, intersection, the highest in order", () => {
  for (let seed = 1; seed < 12; seed++) {
    const all = [numbersOf(seed, 9_000), numbersOf(seed + 50, 9_000), numbersOf(seed + 90, 30_000)];
    const both = (all[0] ?? []).filter((n) => all.every((each) => each.includes(n)));
    const found = intersection(all.map(setOf));
    expect(sizeOf(found)).toBe(both.length);
    const inOrder = both.toSorted((a, b) => b - a);
    expect(highest(found, 1e6)).toEqual(inOrder);
    const below = inOrder[3] ?? 0;
    expect(highest(found, 2, below)).toEqual(inOrder.slice(4, 6));
  }
}, 60_000);

test("what has nothing in common is empty, and of one set it is the set", () => {
  expect(sizeOf(intersection([setOf([1, 2]), setOf([3, 40_000])]))).toBe(0);
  expect(highest(intersection([setOf([7, 40_000])]), 10)).toEqual([40_000, 7]);
  expect(highest(setOf([]), 10)).toEqual([]);
});

test("what another has not, and what is above a number, is as of sets of numbers", () => {
  for (let seed = 1; seed < 6; seed++) {
    const [a, b] = [numbersOf(seed, 5_000), numbersOf(seed + 50, 60_000)];
    const others = new Set(b);
    const expected = a.filter((n) => !others.has(n)).toSorted((x, y) => y - x);
    expect(highest(difference(setOf(a), setOf(b)), 1e6)).toEqual(expected);
    for (const bound of [-1, 0, 7, 8, chunkSize - 1, chunkSize, chunkSize + 1, 5 * chunkSize - 1, 1e7])
      expect(sizeOf(above(setOf(a), bound))).toBe(a.filter((n) => n > bound).length);
  }
});
