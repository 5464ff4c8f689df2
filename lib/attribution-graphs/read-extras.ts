import type { Circuit } from "@/lib/circuit-format/circuit";
import { textOfTokens } from "@/lib/tokens/token-text";
import type { GraphExtras } from "./attribution-graph";
import type { ImportProblems } from "./import-problems";
import { isRecord } from "./losses";
import type { ReadNode } from "./read-graph-nodes";
import { readMarkedNodes } from "./read-marked-nodes";
import { isShare, wellFormed } from "./read-node-id";
import { defaultLabel, knownTexts } from "./to-attribution-graph";

/** Reads what a graph says beyond the circuit. */
export function readExtras(
  value: Record<string, unknown>,
  metadata: Record<string, unknown>,
  nodes: readonly ReadNode[],
  circuit: Circuit,
  layers: number,
  problems: ImportProblems,
): GraphExtras {
  const text = (from: Record<string, unknown>, key: string, where: string) => {
    const found = from[key];
    if (typeof found !== "string" || found === "") return undefined;
    if (found.length <= 1_000_000) return wellFormed(found, where, problems);
    problems.add(where, "longer than a million characters; left out");
    return undefined;
  };
  const info = isRecord(metadata.info) ? metadata.info : {};
  const slug = text(metadata, "slug", "metadata.slug");
  const prompt = text(metadata, "prompt", "metadata.prompt");
  const description = text(info, "description", "metadata.info.description");
  const creatorName = text(info, "creator_name", "metadata.info.creator_name");
  const creatorUrl = text(info, "creator_url", "metadata.info.creator_url");
  const root = nodes.find(({ circuitId }) => circuitId === circuit.spec.target);
  // Writers put 0 where they do not know it.
  const targetProbability = root?.probability === 0 ? null : (root?.probability ?? null);
  const tokenTexts = knownTexts(circuit.tokens);
  const labels = nodes.flatMap(({ id, circuitId, label }) => {
    const probability = circuitId === circuit.spec.target ? targetProbability : null;
    const expected = defaultLabel(id, tokenTexts, probability);
    return label === "" || label === expected ? [] : [{ node: circuitId, text: label }];
  });
  return {
    ...(slug !== undefined && { slug }),
    ...(prompt !== undefined && prompt !== textOfTokens(circuit.tokens) && { prompt }),
    ...(description !== undefined && { description }),
    ...(creatorName !== undefined && { creatorName }),
    ...(creatorUrl !== undefined && { creatorUrl }),
    layers,
    ...(isShare(metadata.node_threshold) && { nodeThreshold: metadata.node_threshold }),
    ...(targetProbability !== null && { targetProbability }),
    ...(labels.length > 0 && { labels }),
    marked: readMarkedNodes(value.qParams, circuitIdsOf(nodes), problems),
  };
}

/** By the ids that marks use: `node_id`, and `jsNodeId` in Anthropic's own files, where it names one node alone. */
function circuitIdsOf(nodes: readonly ReadNode[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const namesakes = new Set<string>();
  for (const { scriptId, circuitId } of nodes) {
    if (scriptId === null) continue;
    if (found.has(scriptId)) namesakes.add(scriptId);
    found.set(scriptId, circuitId);
  }
  for (const id of namesakes) found.delete(id);
  for (const { nodeId, otherIds, sharesId, circuitId } of nodes)
    for (const id of [nodeId, ...otherIds]) if (!sharesId) found.set(id, circuitId);
  return found;
}
