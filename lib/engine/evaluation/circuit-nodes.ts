import type { Circuit } from "@/lib/circuit-format/circuit";
import { type DictionaryKind, placeInLayer } from "@/lib/circuit-format/kinds";
import { isFeature, parseNodeId } from "@/lib/circuit-format/node-id";
import { refused } from "./prompts";
import type { Place } from "./site-values";

/**
 * A part of every prompt's run: a feature at a role, or (`index` null) what a dictionary misses there, all of a site without one;
 * or what goes past the features of a skip transcoder.
 */
export interface RoleNode extends Place {
  index: number | "skip" | null;
  role: string;
}

/** `attn.2.17@S2`, `attn-error.2@S2`, `mlp-skip.2@S2`. A site without a dictionary has the name of its error. */
export function roleNodeName({ kind, layer, index, role }: RoleNode): string {
  if (typeof index === "number") return `${kind}.${layer}.${index}@${role}`;
  return `${kind}-${index ?? "error"}.${layer}@${role}`;
}

export interface RankedNode {
  node: RoleNode;
  influence: number;
}

export interface CircuitByRole {
  /** Nodes at roles, the most influential first. */
  ranked: RankedNode[];
  /** How many of them are the circuit: those that reached its threshold. */
  size: number;
  /** Ids that reached the threshold and stand at a token without a role: they are in no other prompt, and are left out. */
  withoutRole: string[];
}

/**
 * A circuit's nodes by the roles of the prompt that it was traced on. What is part of every run, the embeddings and biases, is
 * never ablated and no node here; nor are nodes of kinds that are not evaluated, or the target itself.
 */
export function circuitByRole(
  { nodes, spec }: Pick<Circuit, "nodes"> & { spec: Pick<Circuit["spec"], "threshold" | "target"> },
  roles: Readonly<Record<string, number>>,
  kinds: readonly DictionaryKind[],
): CircuitByRole {
  const roleAt = new Map(Object.entries(roles).map(([role, position]) => [position, role]));
  const ranked: RankedNode[] = [];
  const withoutRole: string[] = [];
  for (const { id, influence } of nodes) {
    const place = id === spec.target ? undefined : placeOf(id, kinds);
    if (!place) continue;
    const { position, ...rest } = place;
    const role = roleAt.get(position);
    if (role !== undefined) ranked.push({ node: { ...rest, role }, influence });
    else if (influence >= spec.threshold) withoutRole.push(id);
  }
  ranked.sort(byInfluence);
  const size = ranked.filter(({ influence }) => influence >= spec.threshold).length;
  if (!ranked.slice(0, size).some(({ node }) => typeof node.index === "number")) {
    const where = withoutRole.length > 0 ? " at a token with a role" : "";
    throw refused(
      `The circuit has no feature${where} that reaches its threshold, so there is nothing to evaluate.`,
    );
  }
  return { ranked, size, withoutRole };
}

/** Circuits of several prompts as one: what is of any of them, each node with its largest influence, and the others behind. */
export function uniteCircuits(circuits: readonly CircuitByRole[]): CircuitByRole {
  const united = new Map<string, RankedNode & { isOf: boolean }>();
  for (const { ranked, size } of circuits) {
    for (const [i, { node, influence }] of ranked.entries()) {
      const name = roleNodeName(node);
      const known = united.get(name);
      const largest = Math.max(influence, known?.influence ?? 0);
      united.set(name, { node, influence: largest, isOf: i < size || known?.isOf === true });
    }
  }
  const all = [...united.values()].sort((a, b) => Number(b.isOf) - Number(a.isOf) || byInfluence(a, b));
  return {
    ranked: all.map(({ node, influence }) => ({ node, influence })),
    size: all.filter(({ isOf }) => isOf).length,
    withoutRole: [...new Set(circuits.flatMap(({ withoutRole }) => withoutRole))],
  };
}

function byInfluence(a: RankedNode, b: RankedNode): number {
  return b.influence - a.influence || (roleNodeName(a.node) < roleNodeName(b.node) ? -1 : 1);
}

function placeOf(
  id: string,
  kinds: readonly DictionaryKind[],
): (Omit<RoleNode, "role"> & { position: number }) | undefined {
  const node = parseNodeId(id);
  if (!node || node.kind === "bias" || !("layer" in node)) return undefined;
  if (node.kind === "attn-bias" || node.kind === "mlp-bias") return undefined;
  const kind = placeInLayer(node.kind);
  if (!kinds.includes(kind)) return undefined;
  const index = isFeature(node) ? node.index : node.kind === "mlp-skip" ? "skip" : null;
  return { kind, layer: node.layer, index, position: node.position };
}
