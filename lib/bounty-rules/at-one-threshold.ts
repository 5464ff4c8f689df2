import type { Circuit, CircuitEdge, CircuitNode, CircuitRest } from "@/lib/circuit-format/circuit";
import { featureNodesOf, weightOf } from "./feature-nodes-of";

/** What a cut needs of a circuit. */
export interface CutSide {
  spec: Pick<Circuit["spec"], "target" | keyof Fineness>;
  nodes: readonly CircuitNode[];
  edges: readonly CircuitEdge[];
  rest: readonly CircuitRest[];
}

/** How fine a circuit is traced: from which influence a node is expanded, and a contribution kept as an edge, and how many nodes at most. */
export type Fineness = Pick<Circuit["spec"], (typeof bounds)[number]>;
const bounds = ["threshold", "edgeThreshold", "maxNodes"] as const;
const coarser = { threshold: Math.max, edgeThreshold: Math.max, maxNodes: Math.min } as const;

/** Of what a circuit's nodes hold by their squared influences, the least that a cut is to leave of it. */
export const leastLeft = 0.5;
/** So many feature nodes an earlier circuit tells at least for a finer one to be cut at its thresholds. */
export const leastTold = 10;

/** Whether two were traced at the same thresholds, so that neither is cut. */
export function areAsFine(one: Fineness, other: Fineness): boolean {
  return bounds.every((bound) => one[bound] === other[bound]);
}

/**
 * A circuit and an earlier one, cut at the coarser of their thresholds, so that how fine a circuit was traced makes it no other: at that of
 * one bound after another, and of all. What a site traced at other thresholds is alike to itself so by 0.95 and more, 0.997 where one is
 * the coarser in all (tests/golden), where it is 0.3 to 0.99 as it is. Where the coarser leaves out more than half of what the finer tells (`leastLeft`, by the squared influences of its
 * feature nodes, or of all but target and biases where it has none) they say different things, and nothing is cut; nor is it where the earlier
 * one is the coarser and tells fewer than `leastTold` features: who traces next to nothing is not to stand in the way of all that come after. Pure.
 */
export function atOneThreshold<Side extends CutSide>(own: Side, earlier: Side): [Side, Side][] {
  const apart = bounds.filter((bound) => own.spec[bound] !== earlier.spec[bound]);
  const each = apart.length > 1 ? apart.map((bound) => [bound]) : [];
  return [...each, apart].flatMap((at): [Side, Side][] => {
    const isFiner = at.some(
      (bound) => coarser[bound](own.spec[bound], earlier.spec[bound]) !== own.spec[bound],
    );
    if (isFiner && toldBy(earlier).length < leastTold) return [];
    const [ours, theirs] = [cutLike(own, earlier, at), cutLike(earlier, own, at)];
    return ours && theirs ? [[ours, theirs]] : [];
  });
}

/**
 * One circuit cut as coarse as another in some bounds; null where too little is left. What is as coarse already is cut too: both are to be
 * without what they kept no edge of.
 */
function cutLike<Side extends CutSide>(
  side: Side,
  other: CutSide,
  at: readonly (keyof Fineness)[],
): Side | null {
  const { threshold, edgeThreshold, maxNodes } = side.spec;
  const asked: Fineness = { threshold, edgeThreshold, maxNodes };
  for (const bound of at) asked[bound] = coarser[bound](side.spec[bound], other.spec[bound]);
  const nodes = cutAt(side, asked);
  const left = new Set(nodes.map(({ id }) => id));
  const told = toldBy(side);
  const squares = (of: readonly CircuitNode[]) => of.reduce((sum, node) => sum + weightOf(node) ** 2, 0);
  return squares(told.filter(({ id }) => left.has(id))) >= leastLeft * squares(told)
    ? { ...side, nodes }
    : null;
}

function toldBy(side: CutSide): CircuitNode[] {
  const features = featureNodesOf(side).filter((node) => weightOf(node) > 0);
  return features.length > 0
    ? features
    : side.nodes.filter(({ id, kind }) => id !== side.spec.target && kind !== "bias");
}

/** In the order of the sweep: within a layer MLPs before attention before the stream. */
const stageOfKind: Partial<Record<CircuitNode["kind"], number>> = { mlp: 2, attn: 1, resid: 0 };

/**
 * The nodes that a circuit has at coarser bounds than its own, with the influence that they have there (docs/attribution.md, section 3): from the
 * target down, stage by stage, influence goes on through those that reach the threshold, the most influential first, as long as there are no
 * more than `maxNodes`; and what has no edge of `edgeThreshold` is left out. What the circuit itself kept no edge of is in neither, so that
 * influences are too small by at most what its `rest` says. Pure.
 */
export function cutAt({ spec, nodes, edges, rest }: CutSide, bound: Fineness): CircuitNode[] {
  const absolute = new Map(rest.map(({ target, absoluteSum }) => [target, absoluteSum]));
  const incoming = new Map<string, CircuitEdge[]>();
  for (const edge of edges) {
    absolute.set(edge.target, (absolute.get(edge.target) ?? 0) + Math.abs(edge.contribution));
    const known = incoming.get(edge.target);
    if (known) known.push(edge);
    else incoming.set(edge.target, [edge]);
  }
  const influences = new Map([[spec.target, 1]]);
  const influenceOf = (id: string) => influences.get(id) ?? 0;
  const expanded = new Set<string>();
  const kept = new Set<string>();
  function expand(id: string): void {
    expanded.add(id);
    kept.add(id);
    const per = influenceOf(id) / (absolute.get(id) || 1);
    for (const { source, contribution } of incoming.get(id) ?? []) {
      const share = per * Math.abs(contribution);
      influences.set(source, influenceOf(source) + share);
      if (share >= bound.edgeThreshold) kept.add(source);
    }
  }
  const stages = new Map<number, string[]>();
  for (const { id, kind, layer, ...node } of nodes) {
    const ofKind = stageOfKind[kind];
    if (!node.expanded || id === spec.target || ofKind === undefined || layer === null) continue;
    const stage = 3 * layer + ofKind;
    stages.set(stage, [...(stages.get(stage) ?? []), id]);
  }
  expand(spec.target);
  for (const [, ids] of [...stages].sort(([a], [b]) => b - a)) {
    const reached = ids
      .filter((id) => influenceOf(id) >= bound.threshold)
      .sort((a, b) => influenceOf(b) - influenceOf(a) || (a < b ? -1 : 1));
    for (const id of reached.slice(0, Math.max(0, bound.maxNodes - expanded.size))) expand(id);
  }
  return nodes.flatMap((node) =>
    kept.has(node.id) ? [{ ...node, influence: influenceOf(node.id), expanded: expanded.has(node.id) }] : [],
  );
}
