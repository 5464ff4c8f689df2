import type { NodeId } from "@/lib/circuit-format/node-id";
import { orderByLinks } from "./link-order";

export interface TracerScores {
  replacement: number;
  completeness: number;
}

export interface GraphToScore {
  ids: readonly NodeId[];
  /** Of each predicted token its probability; null of what is none, and where it is not told. */
  probabilities: readonly (number | null)[];
  sources: readonly number[];
  targets: readonly number[];
  weights: readonly number[];
}

/**
 * Both scores as circuit-tracer has them (`compute_graph_scores`, circuit_tracer/graph.py; Ameisen et al. 2025, "Measuring graph quality"):
 * influence begins at every predicted token with its probability and goes back over the absolute links, those into a node normalised to 1.
 * Replacement is what of it reaches the tokens, of what reaches tokens and errors; completeness the influence-weighted share of links that do
 * not come from errors. Null where no probability is told, or nothing reaches either. Links must not close a cycle.
 */
export function tracerScores(graph: GraphToScore): TracerScores | null {
  const { ids, probabilities, sources, targets, weights } = graph;
  const root = probabilities.findIndex((each) => each !== null && each > 0);
  if (root < 0) return null;
  const { order, start, links } = orderByLinks({ nodes: ids.length, sources, targets, root });
  const influence = new Float64Array(ids.length);
  let [token, error, weighted, all] = [0, 0, 0, 0];
  for (const node of order) {
    const own = (influence[node] ?? 0) + (probabilities[node] ?? 0);
    const kind = ids[node]?.kind;
    if (kind === "embed") token += influence[node] ?? 0;
    if (kind?.endsWith("-error") || kind === "mlp-out") error += influence[node] ?? 0;
    const into = links.subarray(start[node] ?? 0, start[node + 1] ?? 0);
    let sum = 0;
    for (const link of into) sum += Math.abs(weights[link] ?? 0);
    // As there, so that a node that gets nothing divides by no zero.
    const divisor = Math.max(sum, 1e-10);
    let missed = 0;
    for (const link of into) {
      const source = sources[link] ?? 0;
      const share = Math.abs(weights[link] ?? 0) / divisor;
      influence[source] = (influence[source] ?? 0) + own * share;
      const from = ids[source]?.kind;
      if (from?.endsWith("-error") || from === "mlp-out") missed += share;
    }
    weighted += (1 - missed) * own;
    all += own;
  }
  if (!(token + error > 0) || !Number.isFinite(token + error) || !Number.isFinite(weighted / all))
    return null;
  return { replacement: token / (token + error), completeness: weighted / all };
}
