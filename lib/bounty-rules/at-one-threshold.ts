import type { Circuit, CircuitEdge, CircuitNode, CircuitRest } from "@/lib/circuit-format/circuit";
import { featureNodesOf, weightOf } from "./feature-nodes-of";

/** What a cut needs of a circuit. */
export interface CutSide {
  spec: Pick<Circuit["spec"], "target" | "threshold" | "edgeThreshold">;
  nodes: readonly CircuitNode[];
  edges: readonly CircuitEdge[];
  rest: readonly CircuitRest[];
}

/** How fine a circuit is traced: from which influence a node is expanded, and a contribution kept as an edge. */
export type Fineness = Pick<CutSide["spec"], "threshold" | "edgeThreshold">;

/** Of what a circuit's nodes hold by their squared influences, the least that a cut is to leave of it. */
export const leastLeft = 0.5;

/**
 * Two circuits cut at the coarser of their two thresholds, so that how fine a circuit was traced makes it no other: a copy traced at other
 * thresholds is 0.997 alike at least, whatever these are, of 0.3 to 0.99 without a cut (tests/golden). Those of one threshold stay as they are,
 * and so do two of which the coarser leaves out more than half of what the finer tells (`leastLeft`, by the squared influences of its
 * feature nodes, or of all but target and biases where it has none): it says something else, and who traces next to nothing is not to stand
 * in the way of all that come after. Pure.
 */
export function atOneThreshold<Side extends CutSide>(left: Side, right: Side): [Side, Side] {
  const coarser = coarserOf(left.spec, right.spec);
  const [ours, theirs] = [cutWhereFiner(left, coarser), cutWhereFiner(right, coarser)];
  return ours && theirs ? [ours, theirs] : [left, right];
}

/** Null where too little is left. */
function cutWhereFiner<Side extends CutSide>(side: Side, coarser: Fineness): Side | null {
  if (isAsCoarse(side.spec, coarser)) return side;
  const nodes = cutAt(side, coarser);
  const left = new Set(nodes.map(({ id }) => id));
  const features = featureNodesOf(side);
  const told =
    features.length > 0
      ? features
      : side.nodes.filter(({ id, kind }) => id !== side.spec.target && kind !== "bias");
  const squares = (of: readonly CircuitNode[]) => of.reduce((sum, node) => sum + weightOf(node) ** 2, 0);
  return squares(told.filter(({ id }) => left.has(id))) >= leastLeft * squares(told)
    ? { ...side, nodes }
    : null;
}

/** The coarser of two in both. */
function coarserOf(one: Fineness, other: Fineness): Fineness {
  return {
    threshold: Math.max(one.threshold, other.threshold),
    edgeThreshold: Math.max(one.edgeThreshold, other.edgeThreshold),
  };
}

/** Whether two were traced at the same thresholds, so that neither is cut. */
export function areAsFine(one: Fineness, other: Fineness): boolean {
  return one.threshold === other.threshold && one.edgeThreshold === other.edgeThreshold;
}

/** Whether nothing of a circuit is to be cut away. */
function isAsCoarse(one: Fineness, asked: Fineness): boolean {
  return one.threshold >= asked.threshold && one.edgeThreshold >= asked.edgeThreshold;
}

/**
 * The nodes that a circuit has at coarser thresholds than its own, with the influence that they have there (docs/attribution.md, section 3):
 * influence goes on through those alone that reach the threshold, and who has no edge of `edgeThreshold` is left out. What the circuit
 * itself kept no edge of is in neither, so that influences are too small by at most what its `rest` says. Nodes in a circle, which no
 * traced circuit has, are left out. Pure.
 */
export function cutAt(
  { spec, nodes, edges, rest }: CutSide,
  { threshold, edgeThreshold }: Fineness,
): CircuitNode[] {
  const absolute = new Map(rest.map(({ target, absoluteSum }) => [target, absoluteSum]));
  const incoming = new Map<string, CircuitEdge[]>();
  /** Of each node to how many it gives that were not come by yet. */
  const ahead = new Map<string, number>();
  for (const edge of edges) {
    absolute.set(edge.target, (absolute.get(edge.target) ?? 0) + Math.abs(edge.contribution));
    ahead.set(edge.source, (ahead.get(edge.source) ?? 0) + 1);
    const known = incoming.get(edge.target);
    if (known) known.push(edge);
    else incoming.set(edge.target, [edge]);
  }
  const canExpand = new Set(nodes.filter(({ expanded }) => expanded).map(({ id }) => id));
  const influences = new Map<string, number>();
  const kept = new Set([spec.target]);
  const due = nodes.map(({ id }) => id).filter((id) => (ahead.get(id) ?? 0) === 0);
  influences.set(spec.target, 1);
  for (let target = due.pop(); target !== undefined; target = due.pop()) {
    const own = influences.get(target) ?? 0;
    const isExpanded = canExpand.has(target) && (target === spec.target || own >= threshold);
    if (isExpanded) kept.add(target);
    const per = isExpanded ? own / (absolute.get(target) || 1) : 0;
    for (const { source, contribution } of incoming.get(target) ?? []) {
      const share = per * Math.abs(contribution);
      influences.set(source, (influences.get(source) ?? 0) + share);
      if (isExpanded && share >= edgeThreshold) kept.add(source);
      const left = (ahead.get(source) ?? 0) - 1;
      ahead.set(source, left);
      if (left === 0) due.push(source);
    }
  }
  return nodes.flatMap((node) => {
    const isLeft = (ahead.get(node.id) ?? 0) > 0 || !kept.has(node.id);
    const influence = influences.get(node.id) ?? 0;
    if (isLeft) return [];
    return [
      { ...node, influence, expanded: node.expanded && (node.id === spec.target || influence >= threshold) },
    ];
  });
}
