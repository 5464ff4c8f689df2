import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeAt, edgeLines, pointOn } from "./edge-at";
import { edgeCurve, edgeWidth } from "./edge-paths";
import { layoutGraph } from "./layout";
import type { GraphEdge } from "./types";

const nodes = Array.from({ length: 12 }, (_, n) => ({
  ...{ id: `attn.${n % 4}.${n}@${n % 3}`, text: `feature ${n}` },
  ...{ row: n % 4, column: n % 3, weight: 1 / (n + 1) },
}));
const layout = layoutGraph(nodes, { rows: 4, columns: 3 });
const idOf = (n: number) => nodes[n]?.id ?? "";
const edge = (source: number, target: number, share = 0.1): GraphEdge => ({
  ...{ source: idOf(source), target: idOf(target), share, sign: 1 },
});
const node = fc.integer({ min: 0, max: 11 });
const someEdges = fc
  .uniqueArray(fc.tuple(node, node), { minLength: 1, maxLength: 30, selector: ([a, b]) => `${a} ${b}` })
  .map((pairs) => pairs.filter(([a, b]) => a !== b).map(([a, b]) => edge(a, b)));

describe("the edge that is pointed at", () => {
  it("lies within reach of the point: any point of an edge finds one that passes there", () => {
    fc.assert(
      fc.property(someEdges, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (edges, t, which) => {
        fc.pre(edges.length > 0);
        const pointed = edges[which % edges.length];
        const curve = pointed && edgeCurve(layout, pointed.source, pointed.target);
        if (!curve) throw new Error("An edge without a curve");
        const { x, y } = pointOn(curve, t);
        const found = edgeAt(edgeLines(layout, edges), x, y, 4);
        const other = found && edgeCurve(layout, found.source, found.target);
        if (!other) throw new Error("Nothing is found on an edge");
        const distances = Array.from({ length: 400 }, (_, n) => {
          const at = pointOn(other, n / 399);
          return Math.hypot(at.x - x, at.y - y);
        });
        expect(Math.min(...distances)).toBeLessThanOrEqual(4 + edgeWidth(found.share) / 2 + 1);
      }),
    );
  });

  it("is none where none is near", () => {
    const lines = edgeLines(layout, [edge(0, 3)]);
    expect(edgeAt(lines, -500, -500, 4)).toBeNull();
    expect(edgeAt(edgeLines(layout, []), 0, 0, 4)).toBeNull();
  });

  it("of a wide and a narrow one in one place is the narrow one", () => {
    const curve = edgeCurve(layout, idOf(0), idOf(3));
    if (!curve) throw new Error("An edge without a curve");
    const { x, y } = pointOn(curve, 0.5);
    const lines = edgeLines(layout, [edge(0, 3, 0.7), { ...edge(0, 3, 0.01), sign: -1 }]);
    expect(edgeAt(lines, x, y, 4)?.sign).toBe(-1);
  });

  it("is never one whose ends are not drawn", () => {
    expect(edgeLines(layout, [{ ...edge(0, 3), source: "attn.9.9@9" }]).edges).toEqual([]);
  });
});
