import { expect, test } from "vitest";
import { Comparison, describeDifference, tolerance } from "./comparison";

test("rounding is no difference, but the largest is told with its place", () => {
  const comparison = new Comparison(2);
  comparison.close("bias", "effect", 1, 1 + tolerance);
  comparison.same("spec", "spec", "a", "a");
  expect(comparison.result()).toMatchObject({ matches: true, differences: [], where: "bias, effect" });
});

test("all differences are counted and the first of them listed; a number that is none is one", () => {
  const comparison = new Comparison(2);
  comparison.close("embed@0", "effect", Number.NaN, 1);
  comparison.close("embed@1", "effect", 2, 1);
  comparison.same("tokens", "tokens", "a", "b");
  const { matches, differenceCount, differences } = comparison.result();
  expect({ matches, differenceCount }).toEqual({ matches: false, differenceCount: 3 });
  expect(differences.map(({ where }) => where)).toEqual(["embed@0", "embed@1"]);
});

test("a difference is told in a sentence, with what is absent named so", () => {
  const difference = { where: "bias", what: "node", stored: null, recomputed: "present" };
  expect(describeDifference(difference)).toBe("bias: node is stored as absent and recomputed as present");
});
