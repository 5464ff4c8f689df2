import { expect, test } from "vitest";
import { mostSlips, slipsBetween } from "./slips";

test.each([
  ["mary", "mary", 0],
  ["mray", "mary", 1],
  ["inducton", "induction", 1],
  ["indcution", "induction", 1],
  ["idnucton", "induction", 2],
  ["привт", "привет", 1],
  ["abc", "xyz", 3],
])("%s and %s are %i slips apart", (a, b, slips) => {
  expect(slipsBetween(a, b, 2)).toBe(slips);
  expect(slipsBetween(b, a, 2)).toBe(slips);
});

test("a short word has none, a long one two", () => {
  expect(["the", "mary", "induction"].map(mostSlips)).toEqual([0, 1, 2]);
});
