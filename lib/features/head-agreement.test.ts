import { expect, test } from "vitest";
import { headAgreement } from "./head-agreement";

test("heads told alike by both correlate fully, and the other way round not at all", () => {
  const alike = [
    { byWeight: [0.7, 0.2, 0.1], byDfa: [0.7, 0.2, 0.1] },
    { byWeight: [0.1, 0.8, 0.1], byDfa: [0.1, 0.8, 0.1] },
  ];
  expect(headAgreement(alike)).toEqual({ features: 2, correlation: expect.closeTo(1, 12), sameLargest: 1 });
  const turned = [{ byWeight: [0.9, 0.1], byDfa: [0.1, 0.9] }];
  expect(headAgreement(turned)).toEqual({ features: 1, correlation: expect.closeTo(-1, 12), sameLargest: 0 });
});

test("a correlation by hand", () => {
  // Deviations from 1/3: (1, -1, 0)/6 and (1, 1, -2)/6 of the second: their product is 0.
  const found = headAgreement([{ byWeight: [3 / 6, 1 / 6, 2 / 6], byDfa: [3 / 6, 3 / 6, 0] }]);
  expect(found?.correlation).toBeCloseTo(0, 12);
});

test("what does not vary has no correlation, and nothing is not compared", () => {
  expect(headAgreement([{ byWeight: [0.5, 0.5], byDfa: [0.9, 0.1] }])?.correlation).toBeNull();
  expect(headAgreement([])).toBeNull();
});
