import { expect, test } from "vitest";
import { studentQuantile } from "./student";

test("quantiles are those of published tables of Student's distribution", () => {
  // Share between minus and plus, degrees of freedom, and the table's number to three places (NIST, e-Handbook 1.3.6.7.2).
  for (const [share, degrees, expected] of [
    [0.8, 1, 3.078],
    [0.9, 1, 6.314],
    [0.95, 2, 4.303],
    [0.9, 19, 1.729],
    [0.98, 19, 2.539],
    [0.998, 19, 3.579],
    [0.95, 30, 2.042],
    [0.998, 100, 3.174],
  ] as const)
    expect(studentQuantile(share, degrees).toFixed(3)).toBe(expected.toFixed(3));
});
