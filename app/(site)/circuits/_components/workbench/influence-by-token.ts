import type { GraphStrip } from "@/components/ui/graph/types";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";

/** Of each token the influence that ends there, over all layers, and its most influential node, which it leads to. */
export function influenceByToken({ nodes, root }: Pick<GraphIndex, "nodes" | "root">): GraphStrip {
  const values = new Map<number, number>();
  const leadsTo = new Map<number, string>();
  for (const { id, position, expanded, influence } of nodes.values()) {
    if (position === null) continue;
    if (!expanded) values.set(position, (values.get(position) ?? 0) + influence);
    const before = nodes.get(leadsTo.get(position) ?? "");
    // The target is where one comes from: only a token without any other node leads back to it.
    if (!before || before.id === root || (id !== root && influence > before.influence))
      leadsTo.set(position, id);
  }
  return { values, top: Math.max(0, ...values.values()), measure: "influence", leadsTo };
}
