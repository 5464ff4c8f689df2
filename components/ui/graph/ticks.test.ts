import fc from "fast-check";
import { expect, it } from "vitest";
import { roundTicks } from "./ticks";

it.each([
  [0, 1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [-0.31, 0.31, 4, [-0.2, 0, 0.2]],
  [0, 6.4, 4, [0, 2, 4, 6]],
  [3, 3, 4, [3]],
])("from %d to %d in about %d parts: %j", (low, high, count, ticks) => {
  expect(roundTicks(low, high, count)).toEqual(ticks);
});

it("ticks lie in the range, in order, and are at most one more than asked for", () => {
  const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: -100, max: 100, noNaN: true }), size, (spansAway, span) => {
      const low = spansAway * span;
      const ticks = roundTicks(low, low + span, 5);
      expect(ticks.length).toBeLessThanOrEqual(6);
      for (const [i, tick] of ticks.entries()) {
        expect(tick).toBeGreaterThanOrEqual(low - span * 1e-6 - 1e-9);
        expect(tick).toBeLessThanOrEqual(low + span * (1 + 1e-6) + 1e-9);
        if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1] ?? tick);
      }
    }),
  );
});
