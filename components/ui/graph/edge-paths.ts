import type { GraphLayout } from "./layout";
import type { GraphEdge } from "./types";

/** Many edges drawn as one path. All are of one sign, one hue and about one width. */
export interface EdgeBundle {
  sign: -1 | 1;
  hue: number | undefined;
  /** Stroke width at scale 1. */
  width: number;
  opacity: number;
  d: string;
}

/** A cubic curve from the top of the source up into the foot of the target; its handles stand `reach` over and under the ends. */
export interface EdgeCurve {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  reach: number;
}

export function edgeCurve(
  layout: Pick<GraphLayout, "places">,
  source: string,
  target: string,
): EdgeCurve | null {
  const from = layout.places.get(source);
  const to = layout.places.get(target);
  if (!from || !to) return null;
  const [y1, y2] = [from.y, to.y + to.height];
  return {
    ...{ x1: from.x + from.width / 2, y1, x2: to.x + to.width / 2, y2 },
    reach: Math.min(140, Math.max(18, Math.abs(y1 - y2) * 0.45)),
  };
}

export function edgePath(layout: GraphLayout, source: string, target: string): string | null {
  const curve = edgeCurve(layout, source, target);
  if (!curve) return null;
  const { x1, y1, x2, y2, reach } = curve;
  return `M${r(x1)} ${r(y1)}C${r(x1)} ${r(y1 - reach)} ${r(x2)} ${r(y2 + reach)} ${r(x2)} ${r(y2)}`;
}

const r = (value: number) => Math.round(value * 10) / 10;

/** Steps of share. Edges within a step look alike, so that thousands of them are a few dozen paths. */
const steps = [0.003, 0.01, 0.02, 0.04, 0.07, 0.11, 0.17, 0.25, 0.36, 0.5, 0.7, 1];

function stepOf(share: number): number {
  const step = steps.findIndex((top) => share <= top);
  return step < 0 ? steps.length - 1 : step;
}

/** The width of an edge in pixels at scale 1. An edge of share 1 is 12 wide. */
export function edgeWidth(share: number): number {
  return Math.max(0.7, 12 * (steps[stepOf(share)] ?? 1));
}

export function bundleEdges(layout: GraphLayout, edges: readonly GraphEdge[]): EdgeBundle[] {
  const bundles = new Map<string, Pick<EdgeBundle, "sign" | "hue"> & { step: number; parts: string[] }>();
  for (const { source, target, share, sign, hue } of edges) {
    const d = edgePath(layout, source, target);
    if (!d) continue;
    const step = stepOf(share);
    const key = `${sign} ${step} ${hue}`;
    const bundle = bundles.get(key) ?? { sign, hue, step, parts: [] };
    bundle.parts.push(d);
    bundles.set(key, bundle);
  }
  return [...bundles.values()]
    .sort((a, b) => a.step - b.step || (a.hue ?? 0) - (b.hue ?? 0) || a.sign - b.sign)
    .map(({ sign, hue, step, parts }) => ({
      ...{ sign, hue },
      width: edgeWidth(steps[step] ?? 1),
      opacity: 0.1 + 0.7 * ((step + 1) / steps.length),
      d: parts.join(""),
    }));
}
