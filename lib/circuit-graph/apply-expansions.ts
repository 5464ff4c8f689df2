import type { CircuitNode } from "@/lib/circuit-format/circuit";
import type { Expansion } from "@/lib/circuit-format/expansion";
import type { Flow } from "@/lib/circuit-format/flow";
import { nodeColumns, parseNodeId } from "@/lib/circuit-format/node-id";
import type { CircuitGraph } from "./circuit-graph";
import { indexGraph, partOf } from "./graph-index";
import { rowOrder } from "./row-order";

/**
 * The graph with more of its nodes expanded, as the sweep would have it: what an expanded node was a leaf of is
 * passed on to its sources, and by those that are expanded themselves to theirs (docs/attribution.md, section 3).
 * An expansion of a node that is not there, or is expanded already, changes nothing.
 */
export function applyExpansions(document: CircuitGraph, expansions: readonly Expansion[]): CircuitGraph {
  const pending = [...expansions];
  let now = document;
  // One may only be there once another has been applied, in whatever order they were opened.
  for (let progress = true; progress; ) {
    progress = false;
    for (const [i, expansion] of pending.entries()) {
      const node = now.nodes.find(({ id }) => id === expansion.target);
      if (!node || node.expanded) continue;
      now = applyOne(now, expansion, node);
      pending.splice(i, 1);
      progress = true;
      break;
    }
  }
  return now;
}

function applyOne(document: CircuitGraph, expansion: Expansion, opened: CircuitNode): CircuitGraph {
  const { target, contributions, rest, byHead = [] } = expansion;
  const nodes = new Map(document.nodes.map((node) => [node.id, { ...node }]));
  for (const { source, activation } of contributions) {
    const id = nodes.has(source) ? undefined : parseNodeId(source);
    if (id) nodes.set(source, { ...nodeColumns(id), activation, influence: 0, effect: 0, expanded: false });
  }
  const expanded = nodes.get(target);
  if (expanded) expanded.expanded = true;
  const known = contributions.filter(({ source }) => nodes.has(source));
  const grown = {
    ...document,
    nodes: [...nodes.values()],
    edges: [
      ...document.edges,
      ...known.map(({ source, contribution }) => ({ source, target, contribution })),
    ],
    ...((document.heads || byHead.length > 0) && {
      heads: [...(document.heads ?? []), ...byHead.map((parts) => ({ ...parts, target }))],
    }),
    rest: rest.count > 0 ? [...document.rest, { target, ...rest }] : document.rest,
  };
  passOn(grown, opened);
  return grown;
}

/** Hands on what `opened` has of influence and effect, from the top down. Changes the document's own nodes. */
function passOn(document: CircuitGraph, opened: CircuitNode): void {
  const index = indexGraph(document);
  const arriving = new Map<string, Flow>([
    [opened.id, { influence: opened.influence, effect: opened.effect }],
  ]);
  const fromTheTop = [...index.nodes.values()]
    .filter(({ expanded }) => expanded)
    .sort((a, b) => rowOrder(b) - rowOrder(a));
  for (const target of fromTheTop) {
    const more = arriving.get(target.id);
    if (!more) continue;
    for (const edge of index.incoming.get(target.id) ?? []) {
      const node = index.nodes.get(edge.source);
      if (!node) continue;
      const { influence, effect } = partOf(index, edge, more);
      node.influence += influence;
      node.effect += effect;
      const already = arriving.get(node.id) ?? { influence: 0, effect: 0 };
      arriving.set(node.id, { influence: already.influence + influence, effect: already.effect + effect });
    }
  }
}
