import { type Circuit, defaultMaxNodes, defaultThreshold } from "@/lib/circuit-format/circuit";
import { isLogit, isTarget, nodeColumns } from "@/lib/circuit-format/node-id";
import { type ImportProblems, refuseGraph } from "./import-problems";
import { type ReadLinks, withoutCycles } from "./read-graph-links";
import type { ReadNode } from "./read-graph-nodes";
import { recomputeNumbers } from "./recompute-numbers";

/** What stands for a checksum that a file does not tell. No file has it. */
export const unknownChecksum = "0".repeat(64);
/** What stands for a token id that a file does not tell: past every vocabulary, so that nothing computes with it. */
export const unknownTokenId = 999_999_999_999_999;

/** A circuit in the making, with the nodes and links of the file it came from. */
export interface ConvertedNodes {
  nodes: readonly ReadNode[];
  links: ReadLinks;
  fromAnnex: boolean;
  spec: Circuit["spec"];
  layers: number;
  graph: Omit<Circuit, "format" | "spec" | "tokens">;
}

/** The circuit that a graph's links alone tell of. */
export function fromLinks(
  metadata: Record<string, unknown>,
  nodes: readonly ReadNode[],
  read: ReadLinks,
  tokenCount: number,
  problems: ImportProblems,
  wantedTarget: string | undefined,
): ConvertedNodes {
  const root = findRoot(nodes, read, problems, wantedTarget);
  const links = withoutCycles(read, nodes, root, problems);
  const ids = nodes.map(({ id }) => id);
  const activations = nodes.map(({ activation }) => activation);
  const computed = recomputeNumbers({ ids, activations, ...links, root });
  const { influence, effect, expanded, replacement, completeness, largestResidual } = computed;
  return {
    nodes,
    links,
    fromAnnex: false,
    spec: {
      model: modelName(metadata.scan, problems),
      modelChecksum: unknownChecksum,
      dictionarySets: [],
      tokenIds: tokenIdsOf(nodes, tokenCount, problems),
      target: nodes[root]?.circuitId ?? "",
      mode: "direct",
      threshold: defaultThreshold,
      edgeThreshold: 0,
      maxNodes: defaultMaxNodes,
    },
    layers: layersOf(nodes),
    graph: {
      nodes: nodes.map(({ id, activation }, node) => ({
        ...nodeColumns(id),
        activation: isTarget(id) ? activation : null,
        influence: influence[node] ?? 0,
        effect: effect[node] ?? 0,
        expanded: expanded[node] ?? false,
      })),
      edges: edgesOf(nodes, links),
      rest: [],
      scores: { replacement, completeness },
      checks: { largestResidual },
      truncated: false,
    },
  };
}

/** The node the circuit is of: the wanted one, the target logit, the likeliest, or the first with no link onward. */
function findRoot(
  nodes: readonly ReadNode[],
  { sources, targets }: ReadLinks,
  problems: ImportProblems,
  wanted: string | undefined,
): number {
  if (wanted !== undefined) {
    const root = nodes.findIndex(({ circuitId, id }) => circuitId === wanted && isTarget(id));
    if (root < 0) throw refuseGraph("nodes", `none of them is the target ${wanted.slice(0, 80)}`);
    return root;
  }
  const logits = nodes.flatMap((node, i) => (isLogit(node.id) ? [{ ...node, i }] : []));
  const [likeliest] = logits.toSorted(
    (a, b) =>
      Number(b.isTargetLogit) - Number(a.isTargetLogit) ||
      (b.probability ?? 0) - (a.probability ?? 0) ||
      a.i - b.i,
  );
  if (likeliest) return likeliest.i;
  const [from, into] = [new Set(sources), new Set(targets)];
  const last = nodes.findIndex(({ id }, i) => isTarget(id) && into.has(i) && !from.has(i));
  const root = last >= 0 ? last : nodes.findIndex(({ id }) => isTarget(id));
  if (root < 0)
    throw refuseGraph("nodes", "there is no predicted token and no feature that a circuit could be of");
  problems.add("nodes", `there is no predicted token; ${nodes[root]?.circuitId} is taken for the target`);
  return root;
}

function modelName(scan: unknown, problems: ImportProblems): string {
  if (typeof scan !== "string" || scan === "") problems.add("metadata.scan", "no model is named");
  const name = (typeof scan === "string" ? scan.slice(0, 200) : "")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 64);
  return name === "" ? "unknown" : name;
}

function tokenIdsOf(nodes: readonly ReadNode[], tokenCount: number, problems: ImportProblems): number[] {
  const tokenIds = Array.from({ length: tokenCount }, () => unknownTokenId);
  for (const { id, tokenId } of nodes)
    if (id.kind === "embed" && tokenId !== null) tokenIds[id.position] = tokenId;
  const unknown = tokenIds.filter((id) => id === unknownTokenId).length;
  if (unknown > 0)
    problems.add(
      "nodes",
      `no embedding tells the token ids of ${unknown} positions; they are ${unknownTokenId}`,
    );
  return tokenIds;
}

/** As circuit-tracer numbers them: logits stand one row above the row after the last layer. */
function layersOf(nodes: readonly ReadNode[]): number {
  let layers = 1;
  for (const { id, logitLayer } of nodes)
    layers = Math.max(layers, "layer" in id ? id.layer + 1 : (logitLayer ?? 2) - 1);
  return layers;
}

export function edgesOf(
  nodes: readonly ReadNode[],
  { sources, targets, weights }: ReadLinks,
): Circuit["edges"] {
  return weights.map((contribution, link) => ({
    source: nodes[sources[link] ?? -1]?.circuitId ?? "",
    target: nodes[targets[link] ?? -1]?.circuitId ?? "",
    contribution,
  }));
}
