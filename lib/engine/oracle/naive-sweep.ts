import { formatNodeId, parseNodeId } from "../attribution/node-id";
import type { NaiveAttribution, NaiveTarget } from "./naive-attribution";

export interface NaiveCircuit {
  influence: Map<string, number>;
  effect: Map<string, number>;
  expanded: Set<string>;
  /** `source -> target` */
  contributions: Map<string, number>;
}

/**
 * attribution.md section 3 node by node: the deepest node not yet visited is taken next, so that a node's
 * influence is complete when its turn comes. Effect is the sum as it is defined, divided by u.
 */
export function naiveSweep(
  attribution: NaiveAttribution,
  root: NaiveTarget,
  mode: "direct" | "residual",
  threshold: number,
): NaiveCircuit {
  const rootId = formatNodeId(root);
  const influence = new Map([[rootId, 1]]);
  const effect = new Map([[rootId, attribution.value(root)]]);
  const expanded = new Set<string>();
  const contributions = new Map<string, number>();
  const visited = new Set<string>();
  for (;;) {
    const next = [...influence.keys()]
      .filter((id) => !visited.has(id))
      .toSorted((a, b) => depthOf(b) - depthOf(a))[0];
    if (next === undefined) return { influence, effect, expanded, contributions };
    visited.add(next);
    const target = targetOf(next);
    if (!target || (influence.get(next) ?? 0) < threshold) continue;
    expanded.add(next);
    const u = attribution.value(target);
    const step = attribution.contributions(target, mode);
    const total = [...step.values()].reduce((sum, value) => sum + Math.abs(value), 0);
    for (const [id, value] of step) {
      contributions.set(`${id} -> ${next}`, value);
      influence.set(id, (influence.get(id) ?? 0) + ((influence.get(next) ?? 0) * Math.abs(value)) / total);
      effect.set(id, (effect.get(id) ?? 0) + ((effect.get(next) ?? 0) * value) / u);
    }
  }
}

function targetOf(text: string): NaiveTarget | undefined {
  const id = parseNodeId(text);
  if (!id || !("index" in id) || id.kind === "logit-diff") return undefined;
  return id;
}

/** How late in the forward pass a node stands: within a layer resid, attn, mlp. */
function depthOf(text: string): number {
  const id = parseNodeId(text);
  if (!id || !("layer" in id)) return text.startsWith("logit") ? Number.POSITIVE_INFINITY : -1;
  return 3 * id.layer + ["resid", "attn", "mlp"].findIndex((kind) => id.kind.startsWith(kind));
}
