import { flowOver, gradientOf } from "@/lib/circuit-format/flow";
import type { NodeId } from "@/lib/circuit-format/node-id";
import { orderByLinks } from "./link-order";

export interface GraphToCompute {
  ids: readonly NodeId[];
  /** f of a feature, a logit's value; null where none is known. */
  activations: readonly (number | null)[];
  sources: readonly number[];
  targets: readonly number[];
  /** In units of their target's pre-activation. */
  weights: readonly number[];
  root: number;
}

export interface ComputedNumbers {
  influence: Float64Array;
  effect: Float64Array;
  expanded: boolean[];
  replacement: number;
  completeness: number;
  /** The largest |residual| / (1 + sum |weight|) over nodes whose activation is known. */
  largestResidual: number;
  /** Links that close a cycle and were not counted, in their order. */
  closing: number[];
}

/**
 * The numbers of attribution.md section 3 from what a graph states: its links alone. Links that the graph's
 * maker left out are missing from them. Where a target's own value is unknown, the sum of its links stands
 * for it.
 */
export function recomputeNumbers(graph: GraphToCompute): ComputedNumbers {
  const { ids, activations, sources, targets, weights, root } = graph;
  const { order, closing, start, links } = orderByLinks({ nodes: ids.length, sources, targets, root });
  const left = new Set(closing);
  const influence = new Float64Array(ids.length);
  const effect = new Float64Array(ids.length);
  const expanded = ids.map(() => false);
  let [weight, explained, largestResidual] = [0, 0, 0];
  influence[root] = 1;
  for (const node of order) {
    const into = links.subarray(start[node] ?? 0, start[node + 1] ?? 0).filter((link) => !left.has(link));
    let [sum, absolute, errors] = [0, 0, 0];
    for (const link of into) {
      const value = weights[link] ?? 0;
      sum += value;
      absolute += Math.abs(value);
      if (ids[sources[link] ?? 0]?.kind.endsWith("-error")) errors += Math.abs(value);
    }
    const known = activations[node] ?? null;
    const value = known ?? sum;
    if (node === root) effect[node] = value;
    if (into.length === 0) continue;
    expanded[node] = true;
    if (known !== null) largestResidual = Math.max(largestResidual, Math.abs(sum - known) / (1 + absolute));
    const own = influence[node] ?? 0;
    weight += own;
    explained += absolute === 0 ? own : own * (1 - errors / absolute);
    const gradient = node === root ? 1 : finite(gradientOf(effect[node] ?? 0, value));
    for (const link of into) {
      const source = sources[link] ?? 0;
      const part = flowOver(weights[link] ?? 0, { influence: own, gradient, absoluteSum: absolute });
      influence[source] = (influence[source] ?? 0) + part.influence;
      effect[source] = finite((effect[source] ?? 0) + part.effect);
    }
  }
  let replacement = 0;
  ids.forEach(({ kind }, node) => {
    if (kind === "embed" || kind === "pos") replacement += influence[node] ?? 0;
  });
  const completeness = weight === 0 ? 0 : explained / weight;
  return { influence, effect, expanded, replacement, completeness, largestResidual, closing };
}

/** Made-up values can overflow; a number that means nothing is 0. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
