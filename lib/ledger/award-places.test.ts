import fc from "fast-check";
import { expect, test } from "vitest";
import { splitEqually } from "./award-places";

test("parts add up to the sum, differ by one unit at most, and the larger ones come first", () => {
  expect(splitEqually(100n, 3)).toEqual([34n, 33n, 33n]);
  expect(splitEqually(2n, 3)).toEqual([1n, 1n, 0n]);
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 53n - 1n), fc.integer({ min: 1, max: 20 }), (amount, count) => {
      const parts = splitEqually(amount, count);
      expect(parts).toHaveLength(count);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
      expect(parts).toEqual(parts.toSorted((a, b) => Number(b - a)));
      expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
    }),
  );
});

test("nothing below nothing is split", () => {
  expect(() => splitEqually(-1n, 3)).toThrow();
});
