import fc from "fast-check";
import { expect, test } from "vitest";
import { seatsOf } from "@/lib/bounties/shares";
import { shareOut } from "./share-out";

test("a place's sum goes in equal parts to all who have it, and what is left over to the first of them", () => {
  expect(shareOut([1, 2, 2, 2], [600n, 400n])).toEqual([600, 134, 133, 133]);
  expect(shareOut([1, 1], [2n ** 53n - 1n])).toEqual([2 ** 52, 2 ** 52 - 1]);
});

test("where fewer have a place than may, they share all of it", () => {
  expect(shareOut([1, 2], [600n, 400n])).toEqual([600, 400]);
});

test("nothing is shared where no sum is promised", () => {
  expect(shareOut([1], [])).toEqual([null]);
});

test("whatever is promised and however many take it, each place that anybody has is given out to the last unit", () => {
  const place = fc
    .integer({ min: 1, max: 9 })
    .chain((sharers) =>
      fc.record({ sharers: fc.constant(sharers), sum: fc.bigInt(BigInt(sharers), 2n ** 53n - 1n) }),
    );
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), fc.nat(54), (promised, takers) => {
      const seats = seatsOf(promised.map(({ sharers }) => sharers)).slice(0, takers);
      const amounts = shareOut(
        seats,
        promised.map(({ sum }) => sum),
      );
      for (const [at, { sum }] of promised.entries()) {
        const parts = amounts.filter((_, n) => seats[n] === at + 1).map((part) => BigInt(part ?? 0));
        if (parts.length === 0) continue;
        expect(parts.reduce((all, part) => all + part, 0n)).toBe(sum);
        expect(parts).toEqual(parts.toSorted((a, b) => Number(b - a)));
        expect((parts[0] ?? 0n) - (parts.at(-1) ?? 0n)).toBeLessThanOrEqual(1n);
        expect(parts.every((part) => part > 0n)).toBe(true);
      }
    }),
  );
});
