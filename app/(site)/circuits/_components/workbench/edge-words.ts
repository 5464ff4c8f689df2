import { formatNumber, formatProbability } from "@/components/ui/format-number";
import type { CircuitEdge } from "@/lib/circuit-format/circuit";
import { type HeadWay, headWays, partsOf } from "@/lib/circuit-graph/edge-heads";
import { flowOf, type GraphIndex } from "@/lib/circuit-graph/graph-index";
import { chipText, type NodeWords } from "@/lib/circuit-graph/node-words";

interface DrawnEdge {
  source: string;
  target: string;
  share: number;
  sign: -1 | 1;
}

/**
 * What an edge says of itself: what it gives, which part that is of all that its target gets, and which part of the
 * circuit's target comes back through it. Of an edge of several nodes only shares can be told, as each is in a unit of
 * its own.
 */
export function edgeWords(index: GraphIndex, words: NodeWords, drawn: DrawnEdge): string {
  const { source, target, share, sign } = drawn;
  const edge = index.incoming.get(target)?.find((each) => each.source === source);
  const to = nameOf(target, index, words);
  const way = `from ${nameOf(source, index, words)} to ${to}`;
  const part = `${formatProbability(share)} of what ${to} gets, by size`;
  if (!edge) return `${sign < 0 ? "takes away" : "adds"}, ${way}\n${part}`;
  const { influence } = flowOf(index, edge);
  const given = `${edge.contribution > 0 ? "+" : ""}${formatNumber(edge.contribution)}`;
  const heads = headWays.flatMap((each) => headWords(index, edge, each));
  return [
    `${given} ${way}`,
    part,
    `${formatProbability(influence)} of the circuit's influence comes back through it`,
    ...heads,
  ].join("\n");
}

const verbs: Record<HeadWay, string> = { read: "read by", wrote: "written by" };
const headsSaid = 3;

/** The heads that carry most of an edge, with what each does. */
export function headWords(
  index: GraphIndex,
  edge: Pick<CircuitEdge, "source" | "target">,
  way: HeadWay,
): string[] {
  const split = partsOf(index, edge, way);
  if (!split) return [];
  const heads = [...split.parts.entries()].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const said = heads
    .slice(0, headsSaid)
    .map(([head, part]) => `${split.layer}.${head} ${part > 0 ? "+" : ""}${formatNumber(part)}`);
  return [`${verbs[way]} ${said.join(", ")}${heads.length > headsSaid ? ", and others" : ""}`];
}

/** As the chip calls it; what stands for several by its own name. */
function nameOf(id: string, index: GraphIndex, words: NodeWords): string {
  const node = index.nodes.get(id);
  return node ? chipText(node, words) : id.replace(/^group:/, "").replace(/^errors:/, "errors of ");
}
