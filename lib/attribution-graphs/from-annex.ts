import { nodeColumns } from "@/lib/circuit-format/node-id";
import { wordsOf } from "@/lib/json/schema-words";
import { type Annex, annexSchema, graphDigest } from "./annex";
import { faultOfHeads } from "./check-heads";
import { type ConvertedNodes, edgesOf } from "./from-links";
import type { ImportProblems } from "./import-problems";
import type { ReadLinks } from "./read-graph-links";
import type { ReadNode } from "./read-graph-nodes";

/** The annex, where it belongs to this graph; else the reason why it is not followed is reported. */
export function readAnnex(
  value: unknown,
  nodes: readonly ReadNode[],
  links: ReadLinks,
  tokenCount: number,
  problems: ImportProblems,
): Annex | undefined {
  if (value === undefined) return undefined;
  const where = "metadata.circuit_commons";
  const ignored = "influence, effect and scores are computed from the links instead";
  const parsed = annexSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = [where, ...(issue?.path.map(String) ?? [])].join(".");
    problems.add(place.slice(0, 200), `${issue ? wordsOf(issue) : "not an annex"}; ${ignored}`);
    return undefined;
  }
  const annex = parsed.data;
  const known = new Set(nodes.map(({ nodeId }) => nodeId));
  const described = nodes.map(({ nodeId, featureType, activation }) => ({
    node_id: nodeId,
    feature_type: featureType,
    activation,
  }));
  const stated = links.at.map((_, link) => ({
    source: nodes[links.sources[link] ?? -1]?.nodeId ?? "",
    target: nodes[links.targets[link] ?? -1]?.nodeId ?? "",
    weight: links.weights[link] ?? 0,
  }));
  const circuitIds = new Set(nodes.map(({ circuitId }) => circuitId));
  const rows = new Set(annex.nodes.map(([nodeId]) => nodeId));
  const sound =
    annex.digest === graphDigest(described, stated) &&
    annex.spec.tokenIds.length === tokenCount &&
    rows.size === annex.nodes.length &&
    annex.nodes.every(([nodeId]) => known.has(nodeId)) &&
    circuitIds.has(annex.spec.target) &&
    annex.rest.every(({ target }) => circuitIds.has(target)) &&
    !faultOfHeads(annex.heads ?? [], edgesOf(nodes, links)) &&
    stated.every(({ source, target }) => rows.has(source) && rows.has(target));
  if (sound) return annex;
  problems.add(where, `the graph's nodes or links were changed after it was written; ${ignored}`);
  return undefined;
}

/** The circuit a graph was written from, number for number. */
export function fromAnnex(annex: Annex, nodes: readonly ReadNode[], links: ReadLinks): ConvertedNodes {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const kept = annex.nodes.flatMap(([nodeId]) => byId.get(nodeId) ?? []);
  const { spec, layers, rest, heads, scores, checks, truncated, unexpandedInfluence } = annex;
  const numbers = annex.nodes.map(([, influence, effect, expanded]) => ({ influence, effect, expanded }));
  return {
    nodes: kept,
    links,
    fromAnnex: true,
    spec,
    layers,
    graph: {
      nodes: kept.map(({ id, activation }, i) => {
        const { influence, effect, expanded } = numbers[i] ?? { influence: 0, effect: 0, expanded: false };
        return { ...nodeColumns(id), activation, influence, effect, expanded };
      }),
      edges: edgesOf(nodes, links),
      rest,
      ...(heads && { heads }),
      scores,
      checks,
      truncated,
      ...(unexpandedInfluence !== undefined && { unexpandedInfluence }),
    },
  };
}
