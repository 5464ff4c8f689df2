import type { CircuitEdge, CircuitNode, CircuitRest, EdgeHeads } from "@/lib/circuit-format/circuit";
import { type Flow, flowOver, gradientOf } from "@/lib/circuit-format/flow";
import type { CircuitGraph } from "./circuit-graph";

/** A circuit's graph, so that a node's edges are found at once. */
export interface GraphIndex {
  root: string;
  mode: CircuitGraph["spec"]["mode"];
  nodes: ReadonlyMap<string, CircuitNode>;
  /** What a node gets, by target, largest first. */
  incoming: ReadonlyMap<string, CircuitEdge[]>;
  /** What a node gives, by source, largest part of its target first. */
  outgoing: ReadonlyMap<string, CircuitEdge[]>;
  rest: ReadonlyMap<string, CircuitRest>;
  /** Per target: the sum of its contributions and of their absolute values, those in `rest` included. */
  totals: ReadonlyMap<string, { sum: number; absolute: number }>;
  /** Edges by head, by source and target with a space between; what is small or goes through no head is not split. */
  heads: ReadonlyMap<string, EdgeHeads>;
}

export function indexGraph({ spec, nodes, edges, rest, heads = [] }: CircuitGraph): GraphIndex {
  const incoming = new Map<string, CircuitEdge[]>();
  const outgoing = new Map<string, CircuitEdge[]>();
  const totals = new Map<string, { sum: number; absolute: number }>();
  const add = (target: string, sum: number, absolute: number) => {
    const total = totals.get(target) ?? { sum: 0, absolute: 0 };
    totals.set(target, { sum: total.sum + sum, absolute: total.absolute + absolute });
  };
  for (const edge of edges) {
    add(edge.target, edge.contribution, Math.abs(edge.contribution));
    listIn(incoming, edge.target).push(edge);
    listIn(outgoing, edge.source).push(edge);
  }
  for (const { target, sum, absoluteSum } of rest) add(target, sum, absoluteSum);
  const index: GraphIndex = {
    root: spec.target,
    mode: spec.mode,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    incoming,
    outgoing,
    rest: new Map(rest.map((entry) => [entry.target, entry])),
    totals,
    heads: new Map(heads.map((each) => [`${each.source} ${each.target}`, each])),
  };
  for (const list of incoming.values())
    list.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  for (const list of outgoing.values()) list.sort((a, b) => shareOf(index, b) - shareOf(index, a));
  return index;
}

function listIn(lists: Map<string, CircuitEdge[]>, key: string): CircuitEdge[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}

/** The part of all that its target gets (absolute values) that comes over this edge: 0 to 1. */
export function shareOf({ totals }: Pick<GraphIndex, "totals">, edge: CircuitEdge): number {
  const absolute = totals.get(edge.target)?.absolute ?? 0;
  return absolute > 0 ? Math.abs(edge.contribution) / absolute : 0;
}

/** What an edge carries of its target's influence and effect. */
export function flowOf(index: Pick<GraphIndex, "nodes" | "root" | "totals">, edge: CircuitEdge): Flow {
  const target = index.nodes.get(edge.target);
  if (!target) return { influence: 0, effect: 0 };
  if (target.id !== index.root) return partOf(index, edge, target);
  const absoluteSum = index.totals.get(target.id)?.absolute ?? 0;
  return flowOver(edge.contribution, { influence: target.influence, gradient: 1, absoluteSum });
}

/** What an edge carries of a part of what its target has. */
export function partOf(
  index: Pick<GraphIndex, "nodes" | "totals">,
  edge: CircuitEdge,
  { influence, effect }: Flow,
): Flow {
  const { sum, absolute } = index.totals.get(edge.target) ?? { sum: 0, absolute: 0 };
  const value = index.nodes.get(edge.target)?.activation ?? sum;
  const gradient = gradientOf(effect, value);
  return flowOver(edge.contribution, { influence, gradient, absoluteSum: absolute });
}
