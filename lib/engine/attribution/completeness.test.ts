import { expect, test } from "vitest";
import { checkCompleteness } from "./completeness";

const target = { kind: "logit", index: 605, position: 14 } as const;

test("what rounding accounts for is told, and more is refused rather than shown", () => {
  expect(checkCompleteness(target, 1e-4, 9)).toBeCloseTo(1e-5, 12);
  expect(() => checkCompleteness(target, 2e-3, 9)).toThrow("What logit.605@14 gets does not add up");
});

test("numbers that overflow are a fault of the files", () => {
  expect(() => checkCompleteness(target, Number.NaN, 1)).toThrow("overflow");
  expect(() => checkCompleteness(target, 1, Number.NaN)).toThrow("overflow");
});
