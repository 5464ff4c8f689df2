import { z } from "zod";
import { circuitSchema, circuitSpecSchema } from "@/lib/circuit-format/circuit";
import { type AttributionGraph, maxLayers } from "./attribution-graph";
import type { CheckedCircuit } from "./check-circuit";

/** `metadata.circuit_commons`: what a circuit says and the attribution graph has no field for. */
export const annexFormat = "circuit-commons/interchange@1";

const { rest, heads, scores, checks, truncated, unexpandedInfluence } = circuitSchema.shape;

export const annexSchema = z.strictObject({
  format: z.literal(annexFormat),
  layers: z.number().int().min(1).max(maxLayers),
  spec: circuitSpecSchema,
  /** A circuit's nodes in their order: node_id, influence, effect, whether expanded. */
  nodes: z.array(z.tuple([z.string(), z.number(), z.number(), z.boolean()])).max(10_000_000),
  rest,
  heads,
  scores,
  checks,
  truncated,
  unexpandedInfluence,
  /** `graphDigest` of the nodes and links these numbers belong to. */
  digest: z.string(),
});
export type Annex = z.infer<typeof annexSchema>;

export function annexOf(
  { circuit }: CheckedCircuit,
  layers: number,
  graph: Pick<AttributionGraph, "nodes" | "links">,
): Annex {
  const { spec, rest, heads, scores, checks, truncated, unexpandedInfluence } = circuit;
  return {
    format: annexFormat,
    layers,
    spec,
    nodes: circuit.nodes.map(({ influence, effect, expanded }, i) => {
      return [graph.nodes[i]?.node_id ?? "", influence, effect, expanded];
    }),
    rest,
    ...(heads && { heads }),
    scores,
    checks,
    truncated,
    ...(unexpandedInfluence !== undefined && { unexpandedInfluence }),
    digest: graphDigest(graph.nodes, graph.links),
  };
}

/**
 * Tells whether a graph's nodes and links are still those it was written with, in any order. It finds edits,
 * not forgeries: what a circuit claims is checked by recomputing it. Labels and marks are left out, since
 * they change nothing that is computed.
 */
export function graphDigest(
  nodes: readonly { node_id: string; feature_type: string; activation: number | null }[],
  links: readonly { source: string; target: string; weight: number }[],
): string {
  let first = 0;
  let second = 0;
  const add = (line: string) => {
    first = (first + fnv1a(line, 0x811c9dc5)) >>> 0;
    second = (second + fnv1a(line, 0x01000193)) >>> 0;
  };
  for (const { node_id, feature_type, activation } of nodes)
    add(`${node_id}\n${feature_type}\n${activation}`);
  for (const { source, target, weight } of links) add(`${source}\n${target}\n${weight}\n`);
  return [nodes.length, links.length, first, second].map((part) => part.toString(16)).join("-");
}

/** FNV-1a over UTF-16 units, from a starting value of one's own. */
function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
