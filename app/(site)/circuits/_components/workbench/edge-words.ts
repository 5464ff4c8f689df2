import { formatNumber, formatProbability } from "@/components/ui/format-number";
import type { CircuitEdge } from "@/lib/circuit-format/circuit";
import { type ByHead, type HeadWay, headWays, partsOf } from "@/lib/circuit-graph/edge-heads";
import { flowOf, type GraphIndex } from "@/lib/circuit-graph/graph-index";
import { chipText, type NodeWords } from "@/lib/circuit-graph/node-words";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";
import { headName } from "./drawn-edges";

interface DrawnEdge {
  source: string;
  target: string;
  share: number;
  sign: -1 | 1;
}

interface Told {
  index: GraphIndex;
  words: NodeWords;
  visible: Pick<VisibleGraph, "edges">;
  /** How edges are drawn by head; null where they are drawn by sign. */
  byHead: ByHead | null;
}

/**
 * What an edge says of itself: what it gives, which part that is of all that its target gets, and which part of the
 * circuit's target comes back through it; where one head's part alone is drawn, that too. Of an edge of several nodes only
 * shares can be told, as each is in a unit of its own.
 */
export function edgeWords({ index, words, visible, byHead }: Told, drawn: DrawnEdge): string {
  const { source, target } = drawn;
  const isSame = (each: { source: string; target: string }) =>
    each.source === source && each.target === target;
  const { share, sign } = visible.edges.find(isSame) ?? drawn;
  const edge = index.incoming.get(target)?.find(isSame);
  const to = nameOf(target, index, words);
  const way = `from ${nameOf(source, index, words)} to ${to}`;
  const part = `${formatProbability(share)} of what ${to} gets, by size`;
  const alone = byHead?.head ? [aloneWords(index, { ...byHead, head: byHead.head }, drawn, to)] : [];
  if (!edge) return [`${sign < 0 ? "takes away" : "adds"}, ${way}`, part, ...alone].join("\n");
  const { influence } = flowOf(index, edge);
  const heads = headWays.flatMap((each) => headWords(index, edge, each));
  return [
    `${signed(edge.contribution)} ${way}`,
    ...[part, ...alone],
    `${formatProbability(influence)} of the circuit's influence comes back through it`,
    ...heads,
  ].join("\n");
}

/** Of what one head carries: its share is what is drawn. */
function aloneWords(
  index: GraphIndex,
  { way, head }: ByHead & { head: NonNullable<ByHead["head"]> },
  drawn: DrawnEdge,
  to: string,
): string {
  const part = partsOf(index, drawn, way)?.parts[head.head];
  const given = part === undefined ? (drawn.sign < 0 ? "taking away" : "adding") : signed(part);
  return `${verbs[way]} ${headName(head)} alone: ${given}, ${formatProbability(drawn.share)} of what ${to} gets`;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${formatNumber(value)}`;
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
  const said = heads.slice(0, headsSaid).map(([head, part]) => `${split.layer}.${head} ${signed(part)}`);
  return [`${verbs[way]} ${said.join(", ")}${heads.length > headsSaid ? ", and others" : ""}`];
}

/** As the chip calls it; what stands for several by its own name. */
function nameOf(id: string, index: GraphIndex, words: NodeWords): string {
  const node = index.nodes.get(id);
  return node ? chipText(node, words) : id.replace(/^group:/, "").replace(/^errors:/, "errors of ");
}
