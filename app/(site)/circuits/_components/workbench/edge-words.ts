import { formatNumber, formatProbability } from "@/components/ui/format-number";
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
  return `${given} ${way}\n${part}\n${formatProbability(influence)} of the circuit's influence comes back through it`;
}

/** As the chip calls it; what stands for several by its own name. */
function nameOf(id: string, index: GraphIndex, words: NodeWords): string {
  const node = index.nodes.get(id);
  return node ? chipText(node, words) : id.replace(/^group:/, "").replace(/^errors:/, "errors of ");
}
