import { expect, test } from "vitest";
import { isFoundAgain } from "./found-again";
import { replicationThresholds } from "./tier-thresholds";

const { likeness } = replicationThresholds;
const found = { isVerified: true, isOtherText: true, isOtherDictionaries: false, likeness };

test("a verified finding of another text or other dictionaries is the same found again from the mark on", () => {
  expect(isFoundAgain(found)).toBe(true);
  expect(isFoundAgain({ ...found, isOtherText: false, isOtherDictionaries: true })).toBe(true);
  expect(isFoundAgain({ ...found, isOtherDictionaries: true, likeness: 1 })).toBe(true);
});

test.each([
  ["less alike than the mark", { likeness: likeness - 1e-9 }],
  ["of which nobody knows how alike it is", { likeness: null }],
  ["of no number", { likeness: Number.NaN }],
  ["not verified", { isVerified: false, likeness: 1 }],
  ["of the same text and dictionaries", { isOtherText: false, likeness: 1 }],
])("one %s is not", (_, change) => {
  expect(isFoundAgain({ ...found, ...change })).toBe(false);
});
