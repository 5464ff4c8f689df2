import { type Circuit, type CircuitNode, type EdgeHeads, leastHeadShare } from "./circuit";
import { comparePartsOf } from "./compare-parts";
import { Comparison, type ComparisonResult, shareRounding, tolerance } from "./comparison";
import { flowOver } from "./flow";

const listedDifferences = 20;

/** A difference's `where` is a node's id, `source -> target`, or `scores`, `spec`, `tokens`, `checks`. */
export interface CircuitComparison extends ComparisonResult {
  nodes: number;
  edges: number;
}

/** Compares a stored circuit with its recomputation, node by node and edge by edge. */
export function compareCircuits(stored: Circuit, recomputed: Circuit): CircuitComparison {
  const comparison = new Comparison(listedDifferences);
  comparison.same("spec", "spec", JSON.stringify(stored.spec), JSON.stringify(recomputed.spec));
  comparison.same("tokens", "tokens", JSON.stringify(tokensOf(stored)), JSON.stringify(tokensOf(recomputed)));
  comparison.same("truncated", "truncated", String(stored.truncated), String(recomputed.truncated));
  compareNodes(comparison, stored, recomputed);
  compareEdges(comparison, stored, recomputed);
  // Circuits of earlier releases do not say.
  if (stored.heads) compareHeads(comparison, stored.heads, stored, recomputed);
  for (const score of ["replacement", "completeness"] as const)
    comparison.close("scores", score, stored.scores[score], recomputed.scores[score]);
  comparison.close(
    "checks",
    "largestResidual",
    stored.checks.largestResidual,
    recomputed.checks.largestResidual,
  );
  comparison.close(
    "truncated",
    "unexpandedInfluence",
    stored.unexpandedInfluence ?? 0,
    recomputed.unexpandedInfluence ?? 0,
  );
  const { matches, largestDifference, where, ...differences } = comparison.result();
  const { nodes, edges } = stored;
  return {
    ...{ matches, largestDifference, where },
    ...{ nodes: nodes.length, edges: edges.length },
    ...differences,
  };
}

/** Without bytes, which circuits of earlier releases do not say; ids decide them. */
function tokensOf({ tokens }: Circuit) {
  return tokens.map(({ position, id, text }) => ({ position, id, text }));
}

function compareNodes(comparison: Comparison, stored: Circuit, recomputed: Circuit): void {
  const [left, right] = [index(comparison, stored.nodes), new Map(recomputed.nodes.map((n) => [n.id, n]))];
  const byEdgeAlone = edgesAtThreshold(stored, recomputed);
  for (const [id, node] of left) {
    const other = right.get(id);
    if (!other) {
      if (node.expanded || !byEdgeAlone.has(id)) comparison.add(id, "node", "present", null);
      continue;
    }
    for (const field of ["kind", "layer", "index", "position", "expanded"] as const)
      comparison.same(id, field, String(node[field]), String(other[field]));
    if ((node.activation === null) !== (other.activation === null))
      comparison.add(id, "activation", node.activation, other.activation);
    for (const field of ["activation", "influence", "effect"] as const)
      comparison.close(id, field, node[field] ?? 0, other[field] ?? 0);
  }
  for (const [id, node] of right) {
    if (!left.has(id) && (node.expanded || !byEdgeAlone.has(id))) comparison.add(id, "node", null, "present");
  }
}

function index(comparison: Comparison, nodes: readonly CircuitNode[]): Map<string, CircuitNode> {
  const byId = new Map<string, CircuitNode>();
  for (const node of nodes) {
    if (byId.has(node.id)) comparison.add(node.id, "node", "present twice", "present once");
    byId.set(node.id, node);
  }
  return byId;
}

/** Kept edges, and of each target kept and rest together, which no threshold can move. */
function compareEdges(comparison: Comparison, stored: Circuit, recomputed: Circuit): void {
  const [left, right] = [edgesByName(stored, comparison), edgesByName(recomputed)];
  const mayBeMissing = edgeMargin(recomputed);
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [mine, theirs] = [left.get(name), right.get(name)];
    if (mine !== undefined && theirs !== undefined) comparison.close(name, "contribution", mine, theirs);
    else if (!mayBeMissing(name, mine ?? theirs ?? 0))
      comparison.add(name, "edge", mine ?? null, theirs ?? null);
  }
  const [mine, theirs] = [totalsByTarget(stored), totalsByTarget(recomputed)];
  for (const target of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(target) ?? noTotals, theirs.get(target) ?? noTotals];
    comparison.same(target, "contributions, counted", String(a.count), String(b.count));
    comparison.close(target, "sum of contributions", a.sum, b.sum);
    comparison.close(target, "sum of |contributions|", a.absoluteSum, b.absoluteSum);
  }
}

function edgesByName({ edges }: Circuit, comparison?: Comparison): Map<string, number> {
  const byName = new Map<string, number>();
  for (const { source, target, contribution } of edges) {
    const name = `${source} -> ${target}`;
    if (byName.has(name)) comparison?.add(name, "edge", "present twice", "present once");
    byName.set(name, contribution);
  }
  return byName;
}

/** Edges split by head; one so close to the least share that rounding decides may be split on one side alone. */
function compareHeads(
  comparison: Comparison,
  stored: readonly EdgeHeads[],
  { edges }: Circuit,
  recomputed: Circuit,
): void {
  const [left, right] = [headsByName(stored, comparison), headsByName(recomputed.heads ?? [])];
  const contributions = new Map(
    [...recomputed.edges, ...edges].map((edge) => [`${edge.source} -> ${edge.target}`, edge.contribution]),
  );
  const mayBeMissing = edgeMargin(recomputed, Math.max(recomputed.spec.edgeThreshold, leastHeadShare));
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [mine, theirs] = [left.get(name), right.get(name)];
    if (mine && theirs) comparePartsOf(comparison, name, mine, theirs);
    else if (!mayBeMissing(name, contributions.get(name) ?? 0))
      comparison.add(name, "by head", mine ? "present" : null, theirs ? "present" : null);
  }
}

function headsByName(heads: readonly EdgeHeads[], comparison?: Comparison): Map<string, EdgeHeads> {
  const byName = new Map<string, EdgeHeads>();
  for (const each of heads) {
    const name = `${each.source} -> ${each.target}`;
    if (byName.has(name)) comparison?.add(name, "by head", "present twice", "present once");
    byName.set(name, each);
  }
  return byName;
}

const noTotals = { count: 0, sum: 0, absoluteSum: 0 };

function totalsByTarget({ edges, rest }: Circuit) {
  const totals = new Map<string, typeof noTotals>();
  const add = (target: string, count: number, sum: number, absoluteSum: number) => {
    const total = totals.get(target) ?? noTotals;
    totals.set(target, {
      count: total.count + count,
      sum: total.sum + sum,
      absoluteSum: total.absoluteSum + absoluteSum,
    });
  };
  for (const { target, contribution } of edges) add(target, 1, contribution, Math.abs(contribution));
  for (const { target, count, sum, absoluteSum } of rest) add(target, count, sum, absoluteSum);
  return totals;
}

/** Whether an edge lies so close to a share, such as the edge threshold, that rounding decides if it has it. */
function edgeMargin(circuit: Circuit, least = circuit.spec.edgeThreshold) {
  const influence = new Map(circuit.nodes.map((node) => [node.id, node.influence]));
  const totals = totalsByTarget(circuit);
  return (name: string, contribution: number) => {
    const target = name.slice(name.indexOf(" -> ") + 4);
    const { absoluteSum } = totals.get(target) ?? noTotals;
    if (absoluteSum === 0) return false;
    const carried = flowOver(contribution, {
      influence: influence.get(target) ?? 0,
      gradient: 0,
      absoluteSum,
    });
    return Math.abs(carried.influence - least) <= shareRounding + tolerance * least;
  };
}

/** Leaves that only such edges list. */
function edgesAtThreshold(stored: Circuit, recomputed: Circuit): Set<string> {
  const [left, right] = [edgesByName(stored), edgesByName(recomputed)];
  const mayBeMissing = edgeMargin(recomputed);
  const ids = new Set<string>();
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    if (left.has(name) !== right.has(name) && mayBeMissing(name, left.get(name) ?? right.get(name) ?? 0))
      ids.add(name.slice(0, name.indexOf(" -> ")));
  }
  return ids;
}
