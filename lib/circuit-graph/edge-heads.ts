import type { CircuitEdge } from "@/lib/circuit-format/circuit";
import { parseNodeId } from "@/lib/circuit-format/node-id";
import { flowOf, type GraphIndex } from "./graph-index";

/** The two ways in which an edge goes through heads: what an attention feature reads by them, and what attention wrote by them. */
export const headWays = ["read", "wrote"] as const;
export type HeadWay = (typeof headWays)[number];

export interface Head {
  layer: number;
  head: number;
}

/** How edges are looked at by head: all heads of a way, or one of them. */
export interface ByHead {
  way: HeadWay;
  head: Head | null;
}

/** As it stands in an address: `read`, `wrote.3.5`. */
export function formatByHead({ way, head }: ByHead): string {
  return head ? `${way}.${head.layer}.${head.head}` : way;
}

/** Null for what is none. */
export function parseByHead(text: string | null): ByHead | null {
  const [, named, layer, head] = /^([a-z]+)(?:\.(\d{1,5})\.(\d{1,5}))?$/.exec(text ?? "") ?? [];
  const way = headWays.find((each) => each === named);
  if (!way) return null;
  return { way, head: layer && head ? { layer: Number(layer), head: Number(head) } : null };
}

export interface EdgeParts {
  /** Of the heads: the target's, or the source's. */
  layer: number;
  /** By head, in units of the target's pre-activation. */
  parts: readonly number[];
  /** What belongs to none of them. */
  ofNoHead: number;
  /** The sum of all by size. */
  absolute: number;
}

/** An edge by head, one way; null where it does not go through heads that way, or is too small to be split. */
export function partsOf(
  { heads }: Pick<GraphIndex, "heads">,
  { source, target }: { source: string; target: string },
  way: HeadWay,
): EdgeParts | null {
  const split = heads.get(`${source} ${target}`);
  const parts = way === "read" ? split?.readBy : split?.writtenBy;
  const end = parts && parseNodeId(way === "read" ? target : source);
  if (!parts || !end || !("layer" in end)) return null;
  const ofNoHead = way === "read" ? (split?.ofNoHead ?? 0) : 0;
  const absolute = parts.reduce((sum, part) => sum + Math.abs(part), Math.abs(ofNoHead));
  return { layer: end.layer, parts, ofNoHead, absolute };
}

/** The head that carries most of an edge. */
export function leadOf({ layer, parts }: EdgeParts): Head {
  let head = 0;
  for (const [h, part] of parts.entries()) if (Math.abs(part) > Math.abs(parts[head] ?? 0)) head = h;
  return { layer, head };
}

export interface CarryingHead extends Head {
  /** Of the circuit's influence, what comes back through this head: an edge's, shared out among its heads by size. */
  influence: number;
}

/** Which heads carry edges of the circuit, those that carry most first. */
export function headsThatCarry(
  index: Pick<GraphIndex, "heads" | "nodes" | "root" | "totals">,
  edges: Iterable<CircuitEdge>,
  way: HeadWay,
): CarryingHead[] {
  const heads = new Map<string, CarryingHead>();
  for (const edge of edges) {
    const split = partsOf(index, edge, way);
    if (!split || split.absolute === 0) continue;
    const { influence } = flowOf(index, edge);
    for (const [head, part] of split.parts.entries()) {
      const { layer } = split;
      const known = heads.get(`${layer}.${head}`) ?? { layer, head, influence: 0 };
      known.influence += (influence * Math.abs(part)) / split.absolute;
      heads.set(`${layer}.${head}`, known);
    }
  }
  return [...heads.values()].sort(
    (a, b) => b.influence - a.influence || a.layer - b.layer || a.head - b.head,
  );
}

/** What a node gets through one head. */
export interface Carrier extends Head {
  /** In units of the node's pre-activation, as are its parts. */
  value: number;
  /** Of all that heads carry to the node by size, 0 to 1. */
  share: number;
  /** From whom, the largest first. */
  from: { source: string; value: number }[];
}

export interface Carriers {
  /** The largest by size first. */
  heads: Carrier[];
  /** What all of these bring together. */
  value: number;
  /** Of the node's biases, what no head reads. */
  ofNoHead: number;
  /** All else that the node gets: of edges that go through no head this way, and of those that are too small to be split. */
  others: number;
}

/** Which heads bring what to a node, and from whom; null where none is known to. */
export function carriersOf(index: GraphIndex, id: string, way: HeadWay): Carriers | null {
  const heads = new Map<string, { at: Head; size: number; value: number; from: Carrier["from"] }>();
  let [value, ofNoHead, size] = [0, 0, 0];
  for (const edge of index.incoming.get(id) ?? []) {
    const split = partsOf(index, edge, way);
    if (!split) continue;
    ofNoHead += split.ofNoHead;
    for (const [head, part] of split.parts.entries()) {
      const at = { layer: split.layer, head };
      const name = `${at.layer}.${head}`;
      const known = heads.get(name) ?? { at, size: 0, value: 0, from: [] };
      known.size += Math.abs(part);
      known.value += part;
      known.from.push({ source: edge.source, value: part });
      heads.set(name, known);
      value += part;
      size += Math.abs(part);
    }
  }
  if (heads.size === 0) return null;
  const sorted = [...heads.values()].sort((a, b) => b.size - a.size);
  return {
    heads: sorted.map(({ at, from, ...all }) => ({
      ...at,
      value: all.value,
      share: size > 0 ? all.size / size : 0,
      from: from.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)),
    })),
    ...{ value, ofNoHead },
    others: (index.totals.get(id)?.sum ?? 0) - value - ofNoHead,
  };
}

/**
 * What one head of an attention feature's layer reads of each source at a position, the largest first; null where none of its
 * edges is split. Sources whose edges are too small to be split are left out.
 */
export function readThere(
  index: GraphIndex,
  id: string,
  { head, position }: { head: number; position: number },
): { source: string; value: number }[] | null {
  const split = (index.incoming.get(id) ?? []).flatMap((edge) => {
    const parts = partsOf(index, edge, "read")?.parts;
    return parts ? [{ source: edge.source, value: parts[head] ?? 0 }] : [];
  });
  if (split.length === 0) return null;
  return split
    .filter(({ source }) => index.nodes.get(source)?.position === position)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
