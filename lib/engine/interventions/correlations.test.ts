import fc from "fast-check";
import { expect, test } from "vitest";
import { pearson, spearman } from "./correlations";

test("Pearson's of the textbook example is its value", () => {
  // R: cor(c(1, 2, 3, 5, 8), c(0.11, 0.12, 0.13, 0.15, 0.18)) and with one value moved.
  expect(pearson([1, 2, 3, 5, 8], [0.11, 0.12, 0.13, 0.15, 0.18])).toBeCloseTo(1, 12);
  expect(pearson([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
});

test("Spearman's sees order alone, and equal values share their rank", () => {
  expect(spearman([1, 2, 3, 4], [1, 10, 100, 1000])).toBeCloseTo(1, 12);
  expect(spearman([1, 2, 3, 4], [9, 8, 7, -6])).toBeCloseTo(-1, 12);
  expect(spearman([1, 2, 2, 4], [10, 20, 20, 40])).toBeCloseTo(1, 12);
  expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.9486832980505138, 12);
});

test("neither is defined where a side does not vary", () => {
  expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
  expect(spearman([1, 2, 3], [5, 5, 5])).toBeNull();
});

test("both lie between -1 and 1 and do not mind which side is first", () => {
  const values = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(values, values), { minLength: 2, maxLength: 30 }), (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      for (const of of [pearson, spearman]) {
        const value = of(a, b);
        if (value === null) continue;
        expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-9);
        expect(of(b, a)).toBeCloseTo(value, 9);
      }
    }),
  );
});
