import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effectScale, onScale } from "./effect-scale";
import { type CheckedPoint, largestCount, largestMeasured } from "./largest-measured";
import { furtherWords, type Standing, shownWords, verdictOf } from "./verdict";

const effect = fc.double({ min: -20, max: 20, noNaN: true });
const points = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 0, max: 99 }).map((n) => `mlp.0.${n}@3`),
    predicted: effect,
    measured: effect,
  }),
  { selector: ({ id }) => id, maxLength: 40 },
);
const point = (id: string, predicted: number, measured: number): CheckedPoint => ({
  id,
  predicted,
  measured,
});
const sized = (count: number) => Array.from({ length: count }, (_, n) => point(`attn.0.${n}@2`, 1, n + 1));

describe("the largest measured effects", () => {
  it("are at most ten, none smaller than one that is left out, and in the same order however they come", () => {
    fc.assert(
      fc.property(points, (all) => {
        const largest = largestMeasured(all);
        expect(largest.length).toBe(
          Math.min(largestCount, all.filter(({ measured }) => measured !== 0).length),
        );
        const least = Math.min(...largest.map(({ measured }) => Math.abs(measured)));
        for (const each of all)
          if (!largest.includes(each)) expect(Math.abs(each.measured)).toBeLessThanOrEqual(least);
        expect(largestMeasured(all.toReversed())).toEqual(largest);
      }),
    );
  });

  it("count by size and not by sign, and what changes nothing is none of them", () => {
    const all = [point("a", 1, 0), point("b", 1, -3), point("c", 1, 2)];
    expect(largestMeasured(all).map(({ id }) => id)).toEqual(["b", "c"]);
  });
});

describe("the verdict on a graph", () => {
  it("gives each of the largest one standing, and its counts are of those", () => {
    const standings: Standing[] = ["shown", "missed", "hidden"];
    fc.assert(
      fc.property(
        points,
        fc.array(fc.constantFrom(...standings), { minLength: 40, maxLength: 40 }),
        (all, drawn) => {
          const standingOf = (id: string) => drawn[all.findIndex((each) => each.id === id)] ?? "shown";
          const { largest, shown, missed, hidden, opposite } = verdictOf(all, standingOf);
          expect(shown + missed.length + hidden).toBe(largest.length);
          expect(missed).toEqual(largest.filter(({ id }) => standingOf(id) === "missed").map(({ id }) => id));
          expect(opposite).toBe(largest.filter(({ predicted, measured }) => predicted * measured < 0).length);
        },
      ),
    );
  });

  const words = (count: number, shown: number) =>
    shownWords(
      verdictOf(sized(count), (id) => (Number(id.split(/[.@]/)[2]) >= count - shown ? "shown" : "missed")),
    );

  it("says in words how many are shown", () => {
    expect(words(30, 0)).toBe(
      "Of the ten largest measured effects of the circuit's features the graph shows none",
    );
    expect(words(10, 6)).toBe(
      "Of the ten largest measured effects of the circuit's features the graph shows six",
    );
    expect(words(10, 10)).toBe("The graph shows all ten largest measured effects of the circuit's features");
    expect(words(3, 2)).toBe(
      "Of the three largest measured effects of the circuit's features the graph shows two",
    );
    expect(words(1, 1)).toBe("The graph shows the only measured effect");
    expect(words(1, 0)).toBe("The graph does not show the only measured effect");
    expect(words(0, 0)).toBe("No feature of the circuit changes the target when it is ablated");
  });

  it("says what is hidden by hand and what acts against its prediction, and nothing where there is nothing", () => {
    expect(furtherWords({ hidden: 0, opposite: 0 })).toEqual([]);
    expect(furtherWords({ hidden: 1, opposite: 1 })).toEqual([
      "one is hidden by hand",
      "one acts against its prediction",
    ]);
    expect(furtherWords({ hidden: 2, opposite: 3 })).toEqual([
      "two are hidden by hand",
      "three act against their prediction",
    ]);
  });
});

describe("the scale of effects", () => {
  it("has measured and predicted effects at one place when they are of one size, and the largest at 1", () => {
    fc.assert(
      fc.property(points, effect, (all, value) => {
        const scale = effectScale(all);
        expect(onScale(scale, value)).toBe(onScale(scale, -value));
        const places = all.flatMap(({ predicted, measured }) =>
          [predicted, measured].map((each) => onScale(scale, each)),
        );
        for (const place of places) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1);
        }
        if (scale.top > 0) expect(Math.max(...places)).toBe(1);
      }),
    );
  });

  it("takes the prediction of the graph as it is now, where nodes were expanded since", () => {
    const { top, measured } = effectScale([point("a", 1, 2), point("b", 1, 1)], (id) =>
      id === "a" ? 5 : undefined,
    );
    expect(top).toBe(5);
    expect([...measured.values()]).toEqual([point("a", 5, 2), point("b", 1, 1)]);
  });

  it("puts four times the effect at twice the length", () => {
    expect(onScale({ top: 8 }, 2)).toBe(0.5);
    expect(onScale({ top: 8 }, 8)).toBe(1);
    expect(onScale({ top: 8 }, 800)).toBe(1);
    expect(onScale({ top: 0 }, 1)).toBe(0);
  });
});
