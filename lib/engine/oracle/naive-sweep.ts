import { formatNodeId, parseNodeId, type TargetId } from "@/lib/circuit-format/node-id";
import type { NaiveAttribution } from "./naive-attribution";

export interface NaiveCircuit {
  influence: Map<string, number>;
  effect: Map<string, number>;
  expanded: Set<string>;
  /** Over the threshold, but past `maxNodes`. */
  leftOut: Set<string>;
  /** All contributions of each expanded node, by target and then by source. */
  contributions: Map<string, Map<string, number>>;
  /** How little influence decided, in a stage that `maxNodes` cut, between the last taken and the first left. */
  cutMargin: number;
}

/**
 * attribution.md section 3 node by node: the deepest node not yet visited is taken next, the most
 * influential of a depth first, so that a node's influence is complete when its turn comes. Effect is the
 * sum as it is defined, divided by u.
 */
export function naiveSweep(
  attribution: NaiveAttribution,
  root: TargetId,
  { mode, threshold, maxNodes }: { mode: "direct" | "residual"; threshold: number; maxNodes: number },
): NaiveCircuit {
  const rootId = formatNodeId(root);
  const influence = new Map([[rootId, 1]]);
  const effect = new Map([[rootId, attribution.value(root)]]);
  const [expanded, leftOut, visited] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const contributions = new Map<string, Map<string, number>>();
  const influenceOf = (id: string) => influence.get(id) ?? 0;
  let cutMargin = Number.POSITIVE_INFINITY;
  let last: string | undefined;
  for (;;) {
    const [next] = [...influence.keys()]
      .filter((id) => !visited.has(id))
      .toSorted((a, b) => depthOf(b) - depthOf(a) || influenceOf(b) - influenceOf(a));
    if (next === undefined) return { influence, effect, expanded, leftOut, contributions, cutMargin };
    visited.add(next);
    const target = targetOf(next);
    if (!target || influenceOf(next) < threshold) continue;
    if ("layer" in target && attribution.isLeaf(target.kind, target.layer)) continue;
    if (expanded.size >= maxNodes) {
      if (last !== undefined && depthOf(last) === depthOf(next))
        cutMargin = Math.min(cutMargin, influenceOf(last) - influenceOf(next));
      leftOut.add(next);
      continue;
    }
    last = next;
    expanded.add(next);
    const u = attribution.value(target);
    const step = attribution.contributions(target, mode);
    contributions.set(next, step);
    const total = [...step.values()].reduce((sum, value) => sum + Math.abs(value), 0);
    for (const [id, value] of step) {
      influence.set(id, influenceOf(id) + (influenceOf(next) * Math.abs(value)) / total);
      effect.set(id, (effect.get(id) ?? 0) + ((effect.get(next) ?? 0) * value) / u);
    }
  }
}

function targetOf(text: string): TargetId | undefined {
  const id = parseNodeId(text);
  return id && "index" in id ? id : undefined;
}

/** How late in the forward pass a node stands: within a layer resid, attn, mlp. */
function depthOf(text: string): number {
  const id = parseNodeId(text);
  if (!id || !("layer" in id)) return text.startsWith("logit") ? Number.POSITIVE_INFINITY : -1;
  return 3 * id.layer + ["resid", "attn", "mlp"].findIndex((kind) => id.kind.startsWith(kind));
}
