import { formatNumber } from "@/components/ui/format-number";
import { markOfKind } from "@/components/ui/graph/node-mark";
import type { GraphColumn, GraphNode, GraphRow } from "@/components/ui/graph/types";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import { chipText, type NodeWords, nodeName } from "@/lib/circuit-graph/node-words";
import { rowCount, rowLabel, rowOf } from "@/lib/circuit-graph/row-order";
import type { VisibleGraph, VisibleGroup } from "@/lib/circuit-graph/visible-graph";
import { tokenLabel, tokenName } from "@/lib/tokens/token-words";
import type { CircuitViewState } from "@/lib/views/view-state";

const signOf = (value: number): -1 | 0 | 1 => (value > 0 ? 1 : value < 0 ? -1 : 0);

interface Drawing {
  index: GraphIndex;
  visible: VisibleGraph;
  view: CircuitViewState;
  words: NodeWords;
  layers: number;
}

/** The visible graph as the canvas takes it: the biases in a column of their own, then a column a token. */
export function drawnNodes({ index, visible, view, words, layers }: Drawing): GraphNode[] {
  const noted = new Set(view.notes.map(([id]) => id));
  const pinned = new Set(view.pinned);
  const place = (node: CircuitNode) => ({
    row: rowOf(node, layers),
    column: node.position === null ? 0 : node.position + 1,
  });
  const nodes = visible.nodes.flatMap((id): GraphNode[] => {
    const node = index.nodes.get(id);
    if (!node) return [];
    return [
      {
        id,
        mark: id === index.root ? "target" : markOfKind[node.kind],
        text: chipText(node, words),
        name: `${nodeName(node, words)}, influence ${formatNumber(node.influence)}, effect ${formatNumber(node.effect)}`,
        ...place(node),
        weight: node.influence,
        sign: signOf(node.effect),
        pinned: pinned.has(id),
        noted: noted.has(id),
        unopened: isFeatureKind(node.kind) && !node.expanded,
      },
    ];
  });
  const groups = visible.groups.flatMap((group): GraphNode[] => {
    const seat = index.nodes.get(group.seat);
    if (!seat) return [];
    return [
      {
        id: group.id,
        mark: "group",
        text: group.name,
        name: groupWords(group),
        ...place(seat),
        weight: Math.min(1, group.influence),
        sign: signOf(group.effect),
        pinned: pinned.has(group.id),
        noted: noted.has(group.id),
        unopened: false,
      },
    ];
  });
  return [...groups, ...nodes];
}

export function groupWords({ name, members, influence }: VisibleGroup): string {
  return `group ${name}, ${members.length} nodes, influence ${formatNumber(influence)}`;
}

/** Nothing stands above the target, so no row does. */
export function drawnRows({ nodes, root: id }: GraphIndex, layers: number): GraphRow[] {
  const root = nodes.get(id);
  const length = root ? rowOf(root, layers) + 1 : rowCount(layers);
  return Array.from({ length }, (_, row) => rowLabel(row, layers));
}

export function drawnColumns({ tokens }: NodeWords): GraphColumn[] {
  return [
    { label: "", name: "no token" },
    ...tokens.map((token) => ({
      label: tokenLabel(token),
      name: `token ${token.position}, ${tokenName(token)}`,
    })),
  ];
}
