import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import type { CircuitGraph } from "./circuit-graph";

/** For tests: a circuit from its edges, with influence and effect as docs/attribution.md, section 3, has them. */
export function madeUpCircuit(
  target: string,
  edges: readonly [source: string, target: string, contribution: number][],
  activations: Record<string, number>,
): CircuitGraph {
  const ids = [...new Set([target, ...edges.map(([source]) => source), ...edges.map(([, to]) => to)])];
  const expanded = new Set(edges.map(([, to]) => to));
  const numbers = new Map<string, { influence: number; effect: number }>();
  const numbersOf = (id: string): { influence: number; effect: number } => {
    const known = numbers.get(id);
    if (known) return known;
    const value = activations[id] ?? 0;
    const sum = { influence: id === target ? 1 : 0, effect: id === target ? value : 0 };
    for (const [source, to, contribution] of edges) {
      if (source !== id) continue;
      const absolute = edges.reduce((all, edge) => all + (edge[1] === to ? Math.abs(edge[2]) : 0), 0);
      const above = numbersOf(to);
      sum.influence += (above.influence * Math.abs(contribution)) / absolute;
      sum.effect += (above.effect * contribution) / (activations[to] ?? 1);
    }
    numbers.set(id, sum);
    return sum;
  };
  const nodes = ids.flatMap((id): CircuitNode[] => {
    const node = parseNodeId(id);
    return node
      ? [
          {
            ...nodeColumns(node),
            activation: activations[id] ?? null,
            expanded: expanded.has(id),
            ...numbersOf(id),
          },
        ]
      : [];
  });
  return {
    spec: { target, mode: "direct" },
    tokens: [],
    nodes,
    edges: edges.map(([source, to, contribution]) => ({ source, target: to, contribution })),
    rest: [],
  };
}
