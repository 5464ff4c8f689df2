import { type EdgeCurve, edgeCurve, edgeWidth } from "./edge-paths";
import type { GraphLayout } from "./layout";
import type { GraphEdge } from "./types";

/** Edges as lines of straight pieces, so that the one that is pointed at is found without asking the browser. */
export interface EdgeLines {
  edges: readonly GraphEdge[];
  /** (E, pointsOfEdge, 2): x and y along each edge, in the drawing's own units. */
  points: Float32Array;
  /** (E, 4): left, top, right and bottom of each. */
  bounds: Float32Array;
}

/** A curve bends little enough that between so many points it is off by less than a pixel or two. */
const pointsOfEdge = 21;

export function edgeLines(layout: GraphLayout, edges: readonly GraphEdge[]): EdgeLines {
  const drawn = edges.flatMap((edge) => {
    const curve = edgeCurve(layout, edge.source, edge.target);
    return curve ? [{ edge, curve }] : [];
  });
  const points = new Float32Array(drawn.length * pointsOfEdge * 2);
  const bounds = new Float32Array(drawn.length * 4);
  for (const [e, { curve }] of drawn.entries()) writeEdge(curve, e, points, bounds);
  return { edges: drawn.map(({ edge }) => edge), points, bounds };
}

function writeEdge(curve: EdgeCurve, e: number, points: Float32Array, bounds: Float32Array): void {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < pointsOfEdge; i++) {
    const { x, y } = pointOn(curve, i / (pointsOfEdge - 1));
    const at = (e * pointsOfEdge + i) * 2;
    points[at] = x;
    points[at + 1] = y;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  bounds.set([left, top, right, bottom], e * 4);
}

/** A point of the curve, from its source at 0 to its target at 1. */
export function pointOn({ x1, y1, x2, y2, reach }: EdgeCurve, t: number): { x: number; y: number } {
  const s = 1 - t;
  const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  return { x: (a + b) * x1 + (c + d) * x2, y: a * y1 + b * (y1 - reach) + c * (y2 + reach) + d * y2 };
}

/**
 * The edge whose line is nearest to a point and not further from it than `reach`; of those that lie under the point the
 * narrowest, since a wider one can be met elsewhere.
 */
export function edgeAt(lines: EdgeLines, x: number, y: number, reach: number): GraphEdge | null {
  let best: GraphEdge | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const [e, edge] of lines.edges.entries()) {
    const half = edgeWidth(edge.share) / 2;
    const near = reach + half;
    if (!isWithin(lines.bounds, e, x, y, near)) continue;
    const fromLine = distanceTo(lines.points, e, x, y);
    if (fromLine > near) continue;
    // Under the point all are equally near; the width decides, as less than any distance.
    const distance = Math.max(0, fromLine - half) + half * 1e-3;
    if (distance < bestDistance) [best, bestDistance] = [edge, distance];
  }
  return best;
}

/** Whether a point lies in an edge's bounds, or not further from them than `near`. */
function isWithin(bounds: Float32Array, e: number, x: number, y: number, near: number): boolean {
  const i = e * 4;
  return (
    x >= (bounds[i] ?? 0) - near &&
    y >= (bounds[i + 1] ?? 0) - near &&
    x <= (bounds[i + 2] ?? 0) + near &&
    y <= (bounds[i + 3] ?? 0) + near
  );
}

function distanceTo(points: Float32Array, e: number, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  const first = e * pointsOfEdge * 2;
  let [ax = 0, ay = 0] = [points[first], points[first + 1]];
  for (let i = 1; i < pointsOfEdge; i++) {
    const [bx = 0, by = 0] = [points[first + i * 2], points[first + i * 2 + 1]];
    const [dx, dy] = [bx - ax, by - ay];
    const length = dx * dx + dy * dy;
    const along = length > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
    const [ox, oy] = [x - ax - along * dx, y - ay - along * dy];
    least = Math.min(least, ox * ox + oy * oy);
    [ax, ay] = [bx, by];
  }
  return Math.sqrt(least);
}
