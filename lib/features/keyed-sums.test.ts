import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyedSums } from "./keyed-sums";

const amounts = fc.array(
  fc.tuple(fc.oneof(fc.nat(40), fc.nat(100_000)), fc.double({ min: -4, max: 4, noNaN: true })),
);

test("sums are a map's, number by number and in its order, one after the other", () => {
  const sums = new KeyedSums();
  fc.assert(
    fc.property(amounts, (all) => {
      const map = new Map<number, number>();
      for (const [key, amount] of all) {
        sums.add(key, amount);
        map.set(key, (map.get(key) ?? 0) + amount);
      }
      expect(sums.take()).toEqual([...map]);
      expect(sums.take()).toEqual([]);
    }),
  );
});
