import type { Box, GraphLayout } from "./layout";
import type { GraphEdge, GraphNode } from "./types";

interface Walkable {
  nodes: readonly Pick<GraphNode, "id" | "row" | "weight">[];
  edges: readonly GraphEdge[];
  layout: GraphLayout;
}

const middle = ({ x, width }: Box) => x + width / 2;

/**
 * The node an arrow key leads to. Up and down follow the circuit: to what the node gives most to, and to what it
 * gets most from; where no edge leads on, to the nearest node of the next row that has one. Left and right walk
 * along the row. Home is the top, End the weightiest node of the bottom row. Null: the key is not the graph's.
 */
export function stepTo(key: string, from: string, graph: Walkable): string | null {
  const here = graph.nodes.find(({ id }) => id === from);
  if (!here) return null;
  switch (key) {
    case "ArrowUp":
      return strongest(graph.edges, from, "target") ?? acrossRows(graph, here, 1);
    case "ArrowDown":
      return strongest(graph.edges, from, "source") ?? acrossRows(graph, here, -1);
    case "ArrowLeft":
      return alongRow(graph, here, -1);
    case "ArrowRight":
      return alongRow(graph, here, 1);
    case "PageUp":
      return acrossRows(graph, here, 1);
    case "PageDown":
      return acrossRows(graph, here, -1);
    case "Home":
      return outermost(graph, 1);
    case "End":
      return outermost(graph, -1);
    default:
      return null;
  }
}

function strongest(edges: readonly GraphEdge[], from: string, end: "source" | "target"): string | null {
  const other = end === "source" ? "target" : "source";
  let best: GraphEdge | null = null;
  for (const edge of edges) if (edge[other] === from && (!best || edge.share > best.share)) best = edge;
  return best?.[end] ?? null;
}

function alongRow({ nodes, layout }: Walkable, here: { id: string; row: number }, way: 1 | -1): string {
  // Nodes of a row are walked line by line, as one reads.
  const inRow = nodes
    .filter(({ row }) => row === here.row)
    .flatMap(({ id }) => {
      const box = layout.places.get(id);
      return box ? [{ id, box }] : [];
    })
    .sort((a, b) => middle(a.box) - middle(b.box) || a.box.y - b.box.y);
  const at = inRow.findIndex(({ id }) => id === here.id);
  return inRow[at + way]?.id ?? here.id;
}

function acrossRows({ nodes, layout }: Walkable, here: { id: string; row: number }, way: 1 | -1): string {
  const ahead = nodes.filter(({ row }) => (row - here.row) * way > 0);
  const next = Math.min(...ahead.map(({ row }) => row * way)) * way;
  const box = layout.places.get(here.id);
  let best = here.id;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const { id, row } of ahead) {
    const place = layout.places.get(id);
    if (row !== next || !place || !box) continue;
    const distance = Math.abs(middle(place) - middle(box));
    if (distance < bestDistance) [best, bestDistance] = [id, distance];
  }
  return best;
}

function outermost({ nodes }: Walkable, way: 1 | -1): string | null {
  let best: (typeof nodes)[number] | null = null;
  for (const node of nodes)
    if (!best || node.row * way > best.row * way || (node.row === best.row && node.weight > best.weight))
      best = node;
  return best?.id ?? null;
}
