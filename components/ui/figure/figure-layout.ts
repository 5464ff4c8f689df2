import { gridOf } from "../graph/column-heads";
import { type GraphLayout, layoutGraph, type Room } from "../graph/layout";
import type { GraphNode } from "../graph/types";
import type { FigureGraph } from "./draw-graph";

export interface FittedGraph {
  graph: FigureGraph;
  layout: GraphLayout;
  /** How many nodes had no room, those of least influence. */
  left: number;
}

/** Tried heights, as parts of the largest: the least in which all names stand is taken. */
const heights = [0.35, 0.45, 0.55, 0.7, 0.85, 1];

/**
 * A graph in the room of a figure at its own size, where its text is as large as it says: all of its nodes, if need be with
 * their names cut or folded to their signs; where even that is too much, those of most influence, never without the root.
 */
export function fitGraph(graph: FigureGraph, root: string, room: Room): FittedGraph {
  const whole = fitting(graph, room);
  if (whole) return { graph, layout: whole, left: 0 };
  const sorted = [...graph.nodes].sort(
    (a, b) => Number(b.id === root) - Number(a.id === root) || b.weight - a.weight || (a.id < b.id ? -1 : 1),
  );
  const some = (count: number) => withNodes(graph, sorted.slice(0, count));
  let [fits, exceeds] = [1, sorted.length];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (fitting(some(middle), room)) fits = middle;
    else exceeds = middle;
  }
  const kept = some(fits);
  return {
    graph: kept,
    layout: fitting(kept, room) ?? layoutOf(kept, room),
    left: standFor(sorted.slice(fits)),
  };
}

function fitting(graph: FigureGraph, room: Room): GraphLayout | null {
  let folded: GraphLayout | null = null;
  for (const part of heights) {
    const layout = layoutOf(graph, { width: room.width, height: Math.floor(room.height * part) });
    if (!layout.fits) continue;
    if ([...layout.texts.values()].every((text) => text !== "")) return layout;
    folded = layout;
  }
  return folded;
}

function layoutOf({ nodes, columns, rows }: FigureGraph, room: Room): GraphLayout {
  return layoutGraph(nodes, gridOf(rows, columns), room);
}

function withNodes(graph: FigureGraph, nodes: readonly GraphNode[]): FigureGraph {
  const kept = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.filter(({ source, target }) => kept.has(source) && kept.has(target));
  const arcs = graph.arcs?.filter(({ node }) => kept.has(node));
  return { ...graph, nodes, edges, ...(arcs && { arcs }) };
}

/** How many nodes of the circuit these stand for: a group or folded errors for theirs. */
export function standFor(nodes: readonly GraphNode[]): number {
  return nodes.reduce((sum, { holds }) => sum + (holds?.length ?? 1), 0);
}
