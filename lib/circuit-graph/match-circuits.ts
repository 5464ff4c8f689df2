import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { featureOf, formatFeature } from "@/lib/circuit-format/node-id";

/** What matching needs of a circuit. */
export interface Side {
  target: string;
  nodes: readonly CircuitNode[];
}

export type MatchKind = "common" | "elsewhere" | "left" | "right";

export interface MatchedNode {
  kind: MatchKind;
  left: CircuitNode | null;
  right: CircuitNode | null;
}

export interface Matching {
  /** The most influential on either side first; the targets themselves are left out. */
  rows: MatchedNode[];
  /** Of each side's influence (its target left out), the part in nodes that both have at the same place. */
  shared: { left: number; right: number };
}

export interface MatchRule {
  /** By distance from the target, for two texts, or by token, for one. */
  anchor: "target" | "start";
  /** Of two models equal numbers are not the same features: then only tokens, positions, errors and biases match. */
  sameModel: boolean;
}

/**
 * Which nodes two circuits have in common. A node is the same where it is of the same kind and feature and stands
 * as far from the target (`anchor: "target"`, for two texts) or at the same token (`"start"`, for one text). Of
 * what is left, a feature that stands elsewhere is matched with its most influential place on the other side.
 */
export function matchCircuits(left: Side, right: Side, { anchor, sameModel }: MatchRule): Matching {
  const [ours, theirs] = [left, right].map((side) => placed(side, anchor));
  const comparable = (node: CircuitNode) => sameModel || featureKey(node) === null;
  const rows: MatchedNode[] = [];
  if (!ours || !theirs) return { rows, shared: { left: 0, right: 0 } };
  for (const [key, node] of ours) {
    const other = theirs.get(key);
    if (!other || !comparable(node)) continue;
    rows.push({ kind: "common", left: node, right: other });
    ours.delete(key);
    theirs.delete(key);
  }
  const shared = { left: part(rows, "left", left), right: part(rows, "right", right) };
  const elsewhere = byFeature(theirs.values());
  for (const node of byInfluence(ours.values())) {
    const other = sameModel ? (elsewhere.get(featureKey(node) ?? "")?.shift() ?? null) : null;
    rows.push({ kind: other ? "elsewhere" : "left", left: node, right: other });
  }
  const matched = new Set(rows.flatMap(({ right: node }) => (node ? [node.id] : [])));
  for (const node of theirs.values())
    if (!matched.has(node.id)) rows.push({ kind: "right", left: null, right: node });
  return { rows: rows.sort((a, b) => weight(b) - weight(a)), shared };
}

const weight = ({ left, right }: MatchedNode) => Math.max(left?.influence ?? 0, right?.influence ?? 0);

function placed({ target, nodes }: Side, anchor: "target" | "start"): Map<string, CircuitNode> {
  const origin = anchor === "start" ? 0 : (nodes.find(({ id }) => id === target)?.position ?? 0);
  return new Map(
    nodes
      .filter(({ id }) => id !== target)
      .map((node) => {
        const place = node.position === null ? "" : node.position - origin;
        return [`${node.kind} ${node.layer} ${node.index} ${place}`, node];
      }),
  );
}

/** Null for what is no feature: an error elsewhere is another error. */
function featureKey(node: CircuitNode): string | null {
  const feature = featureOf(node);
  return feature ? formatFeature(feature) : null;
}

function byInfluence(nodes: Iterable<CircuitNode>): CircuitNode[] {
  return [...nodes].sort((a, b) => b.influence - a.influence);
}

function byFeature(nodes: Iterable<CircuitNode>): Map<string, CircuitNode[]> {
  const found = new Map<string, CircuitNode[]>();
  for (const node of byInfluence(nodes)) {
    const key = featureKey(node);
    if (key === null) continue;
    const known = found.get(key);
    if (known) known.push(node);
    else found.set(key, [node]);
  }
  return found;
}

function part(rows: readonly MatchedNode[], side: "left" | "right", { nodes, target }: Side): number {
  const all = nodes.reduce((sum, { id, influence }) => (id === target ? sum : sum + influence), 0);
  const common = rows.reduce((sum, row) => sum + (row[side]?.influence ?? 0), 0);
  return all > 0 ? common / all : 0;
}
