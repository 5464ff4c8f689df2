import type { CircuitNode, CircuitSpec } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";

/** A node's influence as a weight, whatever a file says. */
export function weightOf({ influence }: Pick<CircuitNode, "influence">): number {
  return Math.min(1, Math.max(0, influence));
}

/** The most influential first; of equals in the order of their ids. */
export function byWeight(a: CircuitNode, b: CircuitNode): number {
  return weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1);
}

/** A circuit's feature nodes but its target, the most influential first. */
export function featureNodesOf({
  spec,
  nodes,
}: {
  spec: Pick<CircuitSpec, "target">;
  nodes: readonly CircuitNode[];
}): CircuitNode[] {
  return nodes.filter(({ id, kind }) => id !== spec.target && isFeatureKind(kind)).sort(byWeight);
}
