import { expect, test } from "vitest";
import { placeArcs } from "./arc-paths";
import type { GraphArc } from "./types";

const layout = {
  places: new Map([["a", { x: 200, y: 20, width: 100, height: 22 }]]),
  columns: [
    { x: 0, width: 10, empty: true },
    { x: 10, width: 80, empty: false },
    { x: 90, width: 300, empty: false },
  ],
  height: 400,
};

const arc = (id: string, more: Partial<GraphArc> = {}): GraphArc => ({
  ...{ id, node: "a", column: 1, share: 0.5, sign: 1, thing: "@0", name: id, label: "0.0", ...more },
});

const endOf = (d = "") => d.split(/[MC ]/).slice(-2).map(Number);

test("an arc leads from the foot of its column to the foot of its node's chip", () => {
  const [placed] = placeArcs(layout, [arc("one")]);
  expect(placed?.foot).toEqual({ x: 50, y: 400 });
  expect(placed?.d).toMatch(/^M50 400C50 /);
  expect(endOf(placed?.d)).toEqual([250, 42]);
  expect(placed?.middle).toEqual({ x: 150, y: 221 });
});

test("arcs of one node stand at its chip in the order of their columns, and inside of it however many they are", () => {
  const arcs = Array.from({ length: 40 }, (_, n) => arc(`${n}`, { column: n % 2 === 0 ? 2 : 1 }));
  const placed = placeArcs(layout, arcs);
  const ends = placed.map(({ d, arc: { column } }) => ({ x: endOf(d)[0] ?? 0, column }));
  for (const { x } of ends) {
    expect(x).toBeGreaterThanOrEqual(200);
    expect(x).toBeLessThanOrEqual(300);
  }
  const [left, right] = [1, 2].map((column) => ends.filter((end) => end.column === column).map(({ x }) => x));
  expect(Math.max(...(left ?? []))).toBeLessThan(Math.min(...(right ?? [])));
  for (const {
    foot,
    arc: { column },
  } of placed) {
    const { x, width } = layout.columns[column] ?? { x: 0, width: 0 };
    expect(foot.x).toBeGreaterThanOrEqual(x);
    expect(foot.x).toBeLessThanOrEqual(x + width);
  }
});

test("an arc is as thick as its share, and of the smallest can still be seen", () => {
  const widths = [1, 0.5, 0, 7].map((share) => placeArcs(layout, [arc("one", { share })])[0]?.width);
  expect(widths).toEqual([12, 6, 1.5, 12]);
});

test("an arc of a node or a column that is not drawn is left out", () => {
  expect(placeArcs(layout, [arc("one", { node: "b" }), arc("two", { column: 9 })])).toEqual([]);
});
