import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layOutScatter } from "./scatter-layout";

const effects = fc.array(
  fc.record({
    id: fc.uuid(),
    predicted: fc.double({ min: -50, max: 50, noNaN: true }),
    measured: fc.double({ min: -50, max: 50, noNaN: true }),
  }),
  { maxLength: 40 },
);

describe("the scatter of predicted against measured", () => {
  test("puts every point inside the square, and zero too", () => {
    fc.assert(
      fc.property(effects, (points) => {
        const { points: placed, zero } = layOutScatter(points, 300);
        for (const { x, y } of [...placed, zero]) {
          expect(x).toBeGreaterThan(0);
          expect(x).toBeLessThan(300);
          expect(y).toBeGreaterThan(0);
          expect(y).toBeLessThan(300);
        }
      }),
      { examples: [[[{ id: "the smallest number", predicted: 0, measured: Number.MIN_VALUE }]]] },
    );
  });

  test("puts a point on the diagonal exactly when measured is as predicted, and above it when more", () => {
    const point = (id: string, predicted: number, measured: number) => ({ id, predicted, measured });
    const { points } = layOutScatter([point("as", 2, 2), point("more", 1, 3), point("less", 3, -1)], 300);
    const [as, more, less] = points.map(({ x, y }) => 300 - y - x);
    expect(as).toBeCloseTo(0);
    expect(more).toBeGreaterThan(0);
    expect(less).toBeLessThan(0);
  });

  test("names the five that lie furthest off", () => {
    const points = Array.from({ length: 20 }, (_, n) => ({
      id: `n${n}`,
      predicted: 0,
      measured: n % 2 ? n : -n,
    }));
    const named = layOutScatter(points, 300).points.filter(({ outlier, label }) => outlier && label);
    expect(named.map(({ id }) => id)).toEqual(["n15", "n16", "n17", "n18", "n19"]);
  });

  test("writes no name over another: of two in one place the one further off is named", () => {
    const points = [3, 2.9, -3].map((measured, n) => ({ id: `mlp.0.${n}@119`, predicted: 0, measured }));
    const { points: placed } = layOutScatter(points, 300);
    expect(placed.map(({ outlier }) => outlier)).toEqual([true, true, true]);
    expect(placed.map(({ label }) => label !== null)).toEqual([true, false, true]);
  });

  test("writes a feature's name where it has one, with its token, and within the drawing on either side", () => {
    const points = [300, -300].map((measured, n) => ({
      id: `attn.3.${n}@119`,
      predicted: measured / 2,
      measured,
    }));
    const name = (id: string) => (id.startsWith("attn.3.0") ? "reads a name through 3.5" : undefined);
    const labels = layOutScatter(points, 320, name).points.map(({ label }) => label);
    expect(labels.map((label) => label?.text)).toEqual(["reads a name throug\u2026 @119", "attn.3.1@119"]);
    for (const label of labels) {
      const width = 6.2 * [...(label?.text ?? "")].length;
      const left = (label?.x ?? 0) - (label?.anchor === "end" ? width : 0);
      expect(left).toBeGreaterThan(-36);
      expect(left + width).toBeLessThan(320 + 36);
    }
  });
});
