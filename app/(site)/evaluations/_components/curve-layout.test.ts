import { expect, test } from "vitest";
import type { AblationOutcome } from "@/lib/evidence-format/evaluation";
import { layOutCurve, sharesDomain } from "./curve-layout";

const metric = { known: 2, unknown: 0, mean: 1, deviation: 0, interval: null };
const set = (share: number | null) => ({ metric, share, interval: null });
const random = (shares: (number | null)[]) => ({ shares, percentile: null, percentileByDistance: null });

function outcome(curve: [nodesShare: number, share: number | null][], own: number | null): AblationOutcome {
  return {
    ablation: "zero",
    none: metric,
    sufficiency: { ...set(own), random: random([0.1, null, -1]) },
    necessity: { ...set(0.5), random: null },
    errors: { without: set(0), alone: set(0), share: null },
    curve: curve.map(([nodesShare, share]) => ({
      ...set(share),
      nodesShare,
      nodes: 1_000 * nodesShare,
      ranked: 0,
    })),
    areas: { cpr: null, cmd: null },
  };
}
const sized = {
  universe: { nodes: 1_000, counterfactualOnly: 0 },
  circuit: { nodes: [], features: 8, skips: 0, errors: 2, ranked: 10, withoutRole: [] },
};
const frame = { width: 300, height: 200 };

test("a decade of the size is as wide as another, a share as high as another, and the random circuits stand at the circuit's size", () => {
  const zero = outcome(
    [
      [0.001, 0],
      [0.01, 0.5],
      [0.1, 0.75],
      [1, 1],
    ],
    0.5,
  );
  const laid = layOutCurve(zero, sized, [-1, 1], frame);
  expect(laid.points.map(({ x }) => Math.round(x))).toEqual([0, 100, 200, 300]);
  expect(laid.points.map(({ y }) => Math.round(y))).toEqual([100, 50, 25, 0]);
  expect([laid.zero, laid.one].map(Math.round)).toEqual([100, 0]);
  expect(laid.circuit).toEqual({ x: expect.closeTo(100), y: expect.closeTo(50) });
  expect(laid.random.map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
    [100, 90],
    [100, 200],
  ]);
  expect(laid.ticks.map(({ label }) => label)).toEqual(["0.1%", "1%", "10%", "100%"]);
});

test("what is not known breaks the line and is no point", () => {
  const broken = outcome(
    [
      [0.001, 0],
      [0.01, null],
      [0.1, 0.75],
      [1, 1],
    ],
    null,
  );
  const laid = layOutCurve(broken, sized, [-1, 1], frame);
  expect(laid.lines.map((line) => line.length)).toEqual([1, 2]);
  expect(laid.circuit).toBeNull();
});

test("all ablations have one scale, with 0 and 1 on it even where no share is known", () => {
  const [low, high] = sharesDomain([
    outcome(
      [
        [0.001, 3],
        [1, 1],
      ],
      0.5,
    ),
    outcome([[1, null]], null),
  ]);
  expect(low).toBeLessThan(-1);
  expect(high).toBeGreaterThan(3);
  const none = sharesDomain([]);
  expect(none[0]).toBeLessThan(0);
  expect(none[1]).toBeGreaterThan(1);
});
