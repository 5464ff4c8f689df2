import fc from "fast-check";
import { expect, test } from "vitest";
import { alphaOf, type Metric, type Unit } from "./alpha";

const none = null;
/** Krippendorff 2011, section C: four observers, twelve units, values 1 to 5, some missing. */
const published = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, none, none, none],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, none, 3],
  [none, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, none],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, none],
];

function unitsOf(observers: (number | null)[][], first: number): Unit[] {
  const [row = []] = observers;
  return row.map((_, u) =>
    observers.flatMap((observer) => (observer[u] == null ? [] : [(observer[u] ?? 0) - first])),
  );
}

test.each<[Metric, number]>([
  ["nominal", 0.743],
  ["ordinal", 0.815],
  ["interval", 0.849],
])("the published example of four observers: %s is %d", (metric, alpha) => {
  expect(alphaOf(unitsOf(published, 1), 5, metric)).toBeCloseTo(alpha, 3);
});

test("the published examples of two observers: binary 0.095, nominal 0.692", () => {
  // Krippendorff 2011, sections A and B.
  const binary = [
    [0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    [1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
  ];
  expect(alphaOf(unitsOf(binary, 0), 2, "nominal")).toBeCloseTo(0.095, 3);
  const letters = [
    ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"],
    ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"],
  ].map((row) => row.map((letter) => "abcde".indexOf(letter)));
  expect(alphaOf(unitsOf(letters, 0), 5, "nominal")).toBeCloseTo(0.692, 3);
});

const someUnits = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 }), { maxLength: 20 });

test("of two values all metrics are one, and nobody's order matters", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 5 }), { maxLength: 20 }),
      (units) => {
        const nominal = alphaOf(units, 2, "nominal");
        for (const metric of ["ordinal", "interval"] as const) {
          const alpha = alphaOf(units, 2, metric);
          if (nominal === null) expect(alpha).toBeNull();
          else expect(alpha).toBeCloseTo(nominal, 10);
        }
        const turned = alphaOf(
          units.toReversed().map((unit) => unit.toReversed()),
          2,
          "nominal",
        );
        if (nominal !== null) expect(turned).toBeCloseTo(nominal, 10);
      },
    ),
  );
});

test("it is at most 1, which is when all agree on everything and not on one thing alone; what one person said counts nothing", () => {
  fc.assert(
    fc.property(someUnits, fc.constantFrom<Metric>("nominal", "ordinal", "interval"), (units, metric) => {
      const alpha = alphaOf(units, 5, metric);
      expect(alpha ?? 0).toBeLessThanOrEqual(1 + 1e-12);
      expect(alphaOf([...units, [3], []], 5, metric)).toEqual(alpha);
      const agreed = units.filter((unit) => unit.length > 1).map((unit) => unit.map(() => unit[0] ?? 0));
      const one = alphaOf(agreed, 5, metric);
      const different = new Set(agreed.map(([value]) => value)).size;
      if (different > 1) expect(one).toBeCloseTo(1, 12);
      else expect(one).toBeNull();
    }),
  );
});
