import type { Circuit } from "@/lib/circuit-format/circuit";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import type { RoledText } from "./prompts";

/** The name under which every prompt's own target stands. */
export const targetName = "target";

/** A circuit with the roles of the prompt that it was traced on. */
export interface RoledCircuit {
  circuit: Pick<Circuit, "nodes" | "edges" | "rest"> & {
    spec: Pick<Circuit["spec"], "target" | "threshold">;
  };
  roles: RoledText["roles"];
}

/** A node of several circuits: `attn.2.17@S2`, `bias`, `target`. Means are over all prompts, 0 where the circuit has no such node. */
export interface RecurringNode {
  name: string;
  /** In how many prompts it reaches the circuit's threshold. */
  count: number;
  influence: number;
  /** In units of each prompt's own target. */
  effect: number;
}

export interface RecurringEdge {
  source: string;
  target: string;
  /** In how many prompts both its ends reach the threshold and it is kept. */
  count: number;
  /** What of each circuit's influence comes back through it. */
  influence: number;
}

export interface FamilyCircuit {
  prompts: number;
  /** What is in most prompts first. */
  nodes: RecurringNode[];
  edges: RecurringEdge[];
  /** Nodes that reach a threshold at tokens without a role, which cannot be aligned and are left out: how many of all, and their mean influence a prompt. */
  withoutRole: { count: number; influence: number };
}

/**
 * Circuits of one family's prompts set beside each other by role, never by position. A node that stands at a token without a role is
 * in no other prompt, and is counted alone. Pure; sums are float64.
 */
export function alignByRole(circuits: readonly RoledCircuit[]): FamilyCircuit {
  const nodes = new Map<string, RecurringNode>();
  const edges = new Map<string, RecurringEdge>();
  const withoutRole = { count: 0, influence: 0 };
  const share = 1 / Math.max(1, circuits.length);
  for (const roled of circuits) {
    const { circuit } = roled;
    const nameOf = namesOf(roled);
    for (const { id, influence, effect } of circuit.nodes) {
      const reaches = influence >= circuit.spec.threshold;
      const name = nameOf(id);
      if (name === undefined) {
        withoutRole.count += reaches ? 1 : 0;
        withoutRole.influence += reaches ? share * influence : 0;
        continue;
      }
      const node = nodes.get(name) ?? { name, count: 0, influence: 0, effect: 0 };
      node.count += reaches ? 1 : 0;
      node.influence += share * influence;
      node.effect += share * effect;
      nodes.set(name, node);
    }
    addEdges(roled, nameOf, share, edges);
  }
  return {
    prompts: circuits.length,
    nodes: [...nodes.values()].filter(({ count }) => count > 0).sort(byRecurrence(({ name }) => name)),
    edges: [...edges.values()].sort(byRecurrence(({ source, target }) => `${source} ${target}`)),
    withoutRole,
  };
}

/** Each node's name by role; undefined where its token has none. */
function namesOf({ circuit, roles }: RoledCircuit): (id: string) => string | undefined {
  const roleAt = new Map(Object.entries(roles).map(([role, position]) => [position, role]));
  return (id) => {
    if (id === circuit.spec.target) return targetName;
    const node = parseNodeId(id);
    if (!node || !("position" in node)) return node && id;
    const role = roleAt.get(node.position);
    return role === undefined ? undefined : `${id.slice(0, id.lastIndexOf("@"))}@${role}`;
  };
}

function addEdges(
  { circuit }: RoledCircuit,
  nameOf: (id: string) => string | undefined,
  share: number,
  edges: Map<string, RecurringEdge>,
): void {
  const influence = new Map(circuit.nodes.map((node) => [node.id, node.influence]));
  const absolute = new Map(circuit.rest.map(({ target, absoluteSum }) => [target, absoluteSum]));
  for (const { target, contribution } of circuit.edges)
    absolute.set(target, (absolute.get(target) ?? 0) + Math.abs(contribution));
  for (const edge of circuit.edges) {
    const [source, target] = [nameOf(edge.source), nameOf(edge.target)];
    const own = influence.get(edge.target) ?? 0;
    if (source === undefined || target === undefined) continue;
    if (Math.min(own, influence.get(edge.source) ?? 0) < circuit.spec.threshold) continue;
    const known = edges.get(`${source} ${target}`) ?? { source, target, count: 0, influence: 0 };
    known.count += 1;
    known.influence += (share * own * Math.abs(edge.contribution)) / (absolute.get(edge.target) || 1);
    edges.set(`${source} ${target}`, known);
  }
}

/**
 * A circuit without edges that no alignment counts: what comes from or to a node below the threshold is told of its target as one
 * sum. A family has many circuits, and of each most edges are so.
 */
export function withinThreshold({
  nodes,
  edges,
  rest,
  spec,
}: RoledCircuit["circuit"]): RoledCircuit["circuit"] {
  const reached = new Set(nodes.flatMap(({ id, influence }) => (influence >= spec.threshold ? [id] : [])));
  const left = new Map(rest.map((each) => [each.target, { ...each }]));
  const kept = edges.filter(({ source, target, contribution }) => {
    if (reached.has(source) && reached.has(target)) return true;
    const sums = left.get(target) ?? { target, count: 0, sum: 0, absoluteSum: 0 };
    sums.count += 1;
    sums.sum += contribution;
    sums.absoluteSum += Math.abs(contribution);
    left.set(target, sums);
    return false;
  });
  return { nodes, edges: kept, rest: [...left.values()], spec };
}

function byRecurrence<T extends { count: number; influence: number }>(nameOf: (item: T) => string) {
  return (a: T, b: T) => b.count - a.count || b.influence - a.influence || (nameOf(a) < nameOf(b) ? -1 : 1);
}

/** The share of prompts from which a node or edge is said to recur. */
export const recurrence = 0.5;

/** What of a family's circuit is in at least this share of its prompts, with the edges between. */
export function recurring(family: FamilyCircuit, least = recurrence): FamilyCircuit {
  // 0.55 of 100 prompts is 55 of them, though not in floating point.
  const recurs = ({ count }: { count: number }) => count >= least * family.prompts - 1e-9;
  return { ...family, nodes: family.nodes.filter(recurs), edges: family.edges.filter(recurs) };
}

/** The features of a circuit at roles that reach its threshold: what is compared between prompts. Embeddings, errors and biases are of every text. */
export function roledFeatures({ nodes }: FamilyCircuit): Set<string> {
  return new Set(nodes.flatMap(({ name }) => (isFeatureName(name) ? [name] : [])));
}

/** The role is no position, and 0 stands in for it. */
function isFeatureName(name: string): boolean {
  const id = parseNodeId(`${name.slice(0, name.lastIndexOf("@"))}@0`);
  return id !== undefined && isFeature(id);
}

/** What two sets share of all that is in either, 0 to 1; null where both are empty, of which nothing can be said. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number | null {
  let both = 0;
  for (const each of a) if (b.has(each)) both += 1;
  const either = a.size + b.size - both;
  return either === 0 ? null : both / either;
}

/** A mean of Jaccard indices, with how many pairs it is of; null where of no pair anything can be said. */
export interface Agreement {
  mean: number | null;
  pairs: number;
}

/** Between any two of some sets; pairs of which nothing can be said are left out. */
export function jaccardsOf(sets: readonly ReadonlySet<string>[]): number[] {
  const values: number[] = [];
  for (const [i, a] of sets.entries())
    for (const b of sets.slice(i + 1)) {
      const value = jaccard(a, b);
      if (value !== null) values.push(value);
    }
  return values;
}

export function agreementOf(values: readonly number[]): Agreement {
  const sum = values.reduce((total, value) => total + value, 0);
  return { mean: values.length === 0 ? null : sum / values.length, pairs: values.length };
}
