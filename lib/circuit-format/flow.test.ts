import fc from "fast-check";
import { expect, test } from "vitest";
import { flowOver, gradientOf } from "./flow";

const contributions = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });

test("a target hands on all of its influence, and of its effect as much as its contributions are of its value", () => {
  fc.assert(
    fc.property(contributions, fc.double({ min: -5, max: 5, noNaN: true }), (parts, effect) => {
      const absoluteSum = parts.reduce((sum, part) => sum + Math.abs(part), 0);
      const value = parts.reduce((sum, part) => sum + part, 0);
      const target = { influence: 0.25, gradient: gradientOf(effect, value), absoluteSum };
      const flows = parts.map((part) => flowOver(part, target));
      const influence = flows.reduce((sum, flow) => sum + flow.influence, 0);
      expect(influence).toBeCloseTo(absoluteSum > 0 ? 0.25 : 0, 12);
      expect(flows.reduce((sum, flow) => sum + flow.effect, 0)).toBeCloseTo(value === 0 ? 0 : effect, 9);
    }),
  );
});

test("influence goes by size and effect by sign", () => {
  const target = { influence: 1, gradient: 2, absoluteSum: 4 };
  expect(flowOver(-1, target)).toEqual({ influence: 0.25, effect: -2 });
  expect(flowOver(3, target)).toEqual({ influence: 0.75, effect: 6 });
});
