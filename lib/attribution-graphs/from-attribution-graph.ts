import { type Circuit, circuitFormat, maxEdges, tokenBytesSchema } from "@/lib/circuit-format/circuit";
import { isLogit } from "@/lib/circuit-format/node-id";
import { fromHex, type TokenText, tokenOfBytes } from "@/lib/tokens/token-text";
import type { GraphExtras } from "./attribution-graph";
import { fromAnnex, readAnnex } from "./from-annex";
import { fromLinks, unknownTokenId } from "./from-links";
import { ImportProblems, refuseGraph } from "./import-problems";
import { isRecord } from "./losses";
import { readExtras } from "./read-extras";
import { readGraphLinks } from "./read-graph-links";
import { type ReadNode, readGraphNodes } from "./read-graph-nodes";
import { wellFormed } from "./read-node-id";
import { type TracerScores, tracerScores } from "./tracer-scores";

/** Most nodes and links of a graph that is read; circuit-tracer's own have some thousands and 100,000s. */
export const importLimits = { nodes: 1_000_000, links: maxEdges, tokens: 100_000 } as const;

export interface ConvertedGraph {
  circuit: Circuit;
  extras: GraphExtras;
  problems: ImportProblems;
  /** Where the circuit's nodes and edges stand in the file. */
  nodesAt: number[];
  linksAt: number[];
  /** Nodes of the file that only show a token's text (written by an export). */
  shownOnly: number;
  /** Where bias nodes and their links stand that are one with others. */
  bunched: { nodes: number[]; links: number[] };
  /** The file's predicted tokens; the circuit is of one. */
  outputs: { target: string; words: string; probability: number | null }[];
  /** Of the whole graph, whichever target is chosen. */
  tracerScores: TracerScores | null;
  /** Whether the file's own annex was followed. */
  annexUsed: boolean;
}

/** Reads an attribution graph of anyone. Throws `AppError` "unprocessable" where there is nothing to be read. */
export function fromAttributionGraph(value: unknown, wantedTarget?: string): ConvertedGraph {
  const problems = new ImportProblems();
  if (!isRecord(value)) throw refuseGraph("", "it is not a JSON object");
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  if (!isRecord(value.metadata)) problems.add("metadata", "not an object; taken as empty");
  const nodeList = readList(value.nodes, "nodes", importLimits.nodes);
  const linkList = readList(value.links, "links", importLimits.links);
  const tokens = readTokens(metadata, problems);
  const nodes = readGraphNodes(nodeList, {
    tokenCount: tokens.length,
    unknownOutputs: { count: 0 },
    problems,
  });
  const links = readGraphLinks(linkList, nodes, problems);
  const annex = readAnnex(metadata.circuit_commons, nodes, links, tokens.length, problems);
  const converted =
    annex && (wantedTarget ?? annex.spec.target) === annex.spec.target
      ? fromAnnex(annex, nodes, links)
      : fromLinks(metadata, nodes, links, tokens.length, problems, wantedTarget);
  const { spec, layers } = converted;
  const circuit: Circuit = {
    format: circuitFormat,
    spec,
    tokens: tokens.map((token, position) => ({
      position,
      id: spec.tokenIds[position] ?? unknownTokenId,
      ...token,
    })),
    ...converted.graph,
  };
  return {
    circuit,
    extras: {
      ...readExtras(value, metadata, converted.nodes, circuit, layers, problems),
      ...(!converted.fromAnnex && influencesOf(converted.nodes)),
    },
    problems,
    nodesAt: converted.nodes.map(({ at }) => at),
    linksAt: converted.links.at,
    shownOnly: nodes.length - converted.nodes.length,
    bunched: { nodes: converted.nodes.flatMap(({ otherAt }) => otherAt), links: links.added },
    outputs: nodes.flatMap(({ id, circuitId, label, probability }) =>
      isLogit(id) ? [{ target: circuitId, words: label, probability }] : [],
    ),
    tracerScores: converted.fromAnnex
      ? null
      : tracerScores({
          ids: nodes.map(({ id }) => id),
          probabilities: nodes.map(({ probability }) => probability),
          ...converted.links,
        }),
    annexUsed: converted.fromAnnex,
  };
}

/** The file's own influences, which are cumulative; of our own export they are computed again. */
function influencesOf(nodes: readonly ReadNode[]): Pick<GraphExtras, "influences"> {
  const influences = nodes.flatMap(({ circuitId, influence }): [string, number][] =>
    influence === null ? [] : [[circuitId, influence]],
  );
  return influences.length > 0 ? { influences } : {};
}

function readList(value: unknown, where: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw refuseGraph(where, "there is no such list");
  if (value.length > most)
    throw refuseGraph(where, `${value.length} of them, and ${most} are the most that is read`);
  return value;
}

function readTokens(metadata: Record<string, unknown>, problems: ImportProblems): TokenText[] {
  const list = readList(metadata.prompt_tokens, "metadata.prompt_tokens", importLimits.tokens);
  if (list.length === 0) throw refuseGraph("metadata.prompt_tokens", "there is no token");
  return list.map((text, i) => {
    const where = `metadata.prompt_tokens[${i}]`;
    if (typeof text !== "string" || text.length > 10_000) throw refuseGraph(where, "not a token's text");
    const bytes = Array.isArray(metadata.prompt_token_bytes) ? metadata.prompt_token_bytes[i] : undefined;
    const isSound = tokenBytesSchema.safeParse(bytes).success && tokenOfBytes(fromHex(bytes)).text === text;
    if (isSound) return { text, bytes };
    if (bytes !== undefined && bytes !== null)
      problems.add(`metadata.prompt_token_bytes[${i}]`, "not the bytes of the token's text; left out");
    return { text: wellFormed(text, where, problems) };
  });
}
