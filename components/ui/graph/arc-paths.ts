import type { Box } from "./arrange";
import type { GraphLayout } from "./layout";
import type { GraphArc } from "./types";

export interface PlacedArc {
  arc: GraphArc;
  d: string;
  /** Stroke width at scale 1, in pixels. */
  width: number;
  /** Where it meets its column, and the middle of it. */
  foot: Point;
  middle: Point;
}

interface Point {
  x: number;
  y: number;
}

/** Of an arc of all that a node reads, and of one of next to nothing. In pixels at scale 1. */
const [widest, thinnest] = [12, 1.5];
/** Between arcs that meet one column, and from a chip's corners. */
const [spacing, corner] = [7, 8];

/**
 * Arcs from the foot of the drawing, in the middle of their columns, up to the foot of their nodes' chips. At a chip they
 * stand side by side in the order of their columns, so that those of one node do not cross; so do those of one column.
 */
export function placeArcs(
  layout: Pick<GraphLayout, "places" | "columns" | "height">,
  arcs: readonly GraphArc[],
): PlacedArc[] {
  const drawn = arcs.flatMap((arc) => {
    const chip = layout.places.get(arc.node);
    const column = layout.columns[arc.column];
    return chip && column ? [{ arc, chip, column }] : [];
  });
  const ordered = drawn.toSorted((a, b) => a.arc.column - b.arc.column);
  const atChip = new Map<string, GraphArc[]>();
  const atColumn = new Map<number, GraphArc[]>();
  for (const { arc } of ordered) {
    atChip.set(arc.node, [...(atChip.get(arc.node) ?? []), arc]);
    atColumn.set(arc.column, [...(atColumn.get(arc.column) ?? []), arc]);
  }
  return drawn.map(({ arc, chip, column }) => {
    const x1 = column.x + column.width / 2 + spread(atColumn.get(arc.column) ?? [], arc, column.width);
    const x2 = chip.x + chip.width / 2 + spread(atChip.get(arc.node) ?? [], arc, chip.width - 2 * corner);
    return {
      arc,
      width: Math.max(thinnest, widest * Math.min(1, arc.share)),
      ...arcPath(x1, layout.height, x2, chip),
    };
  });
}

/** How far from the middle an arc stands among those it stands with, in a room that they may not leave. */
function spread(together: readonly GraphArc[], arc: GraphArc, room: number): number {
  const step = Math.min(spacing, Math.max(0, room) / Math.max(1, together.length - 1));
  return (together.indexOf(arc) - (together.length - 1) / 2) * step;
}

function arcPath(x1: number, y1: number, x2: number, chip: Box): Pick<PlacedArc, "d" | "foot" | "middle"> {
  const y2 = chip.y + chip.height;
  const reach = Math.max(14, (y1 - y2) * 0.55);
  const d = `M${r(x1)} ${r(y1)}C${r(x1)} ${r(y1 - reach)} ${r(x2)} ${r(y2 + reach)} ${r(x2)} ${r(y2)}`;
  // A cubic at its half: its ends count once, its handles three times.
  const middle = {
    x: (x1 + 3 * x1 + 3 * x2 + x2) / 8,
    y: (y1 + 3 * (y1 - reach) + 3 * (y2 + reach) + y2) / 8,
  };
  return { d, foot: { x: x1, y: y1 }, middle };
}

const r = (value: number) => Math.round(value * 10) / 10;
