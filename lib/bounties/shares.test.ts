import { expect, test } from "vitest";
import { seatsOf, sharersOf, sharersOfPrize } from "./shares";

test("a place is one entry's unless it is said how many share it", () => {
  expect(sharersOf([600, 300, 100], [])).toEqual([1, 1, 1]);
  expect(sharersOf([600, 400], [1, 3])).toEqual([1, 3]);
});

test("the best entries have the first places, as many of a place as share it", () => {
  expect(seatsOf([1, 3, 2])).toEqual([1, 2, 2, 2, 3, 3]);
  expect(seatsOf([])).toEqual([]);
});

test("a prize in words is the first entry's unless it is said how many get it, and nobody's where there is none", () => {
  expect([sharersOfPrize("", []), sharersOfPrize("A book", []), sharersOfPrize("A book", [1, 3])]).toEqual([
    ...[[], [1], [1, 3]],
  ]);
});
