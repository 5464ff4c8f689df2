import { edgeHues, type GraphEdge } from "@/components/ui/graph/types";
import {
  type ByHead,
  type CarryingHead,
  type Head,
  headsThatCarry,
  leadOf,
  partsOf,
} from "@/lib/circuit-graph/edge-heads";
import type { GraphIndex } from "@/lib/circuit-graph/graph-index";
import type { VisibleGraph } from "@/lib/circuit-graph/visible-graph";

export interface HuedHead extends CarryingHead {
  /** From 1; those past the last hue of their own share `otherHeads`. */
  hue: number;
}

export interface EdgesByHead {
  edges: GraphEdge[];
  /** The heads that carry edges that are drawn, those that carry most first. */
  heads: readonly HuedHead[];
}

/** The hue of heads past those that have one of their own, since more nobody tells apart. */
export const otherHeads = edgeHues + 1;
/** The hue of edges that go through no head, or are not split. */
export const noHead = 0;

/**
 * The edges of what is shown by head: each in the hue of the head that carries most of it, or of one head alone what it
 * carries, as wide as that is.
 */
export function edgesByHead(
  index: GraphIndex,
  { edges }: Pick<VisibleGraph, "edges">,
  { way, head: only }: ByHead,
): EdgesByHead {
  const heads = headsThatCarry(index, edges, way).map((each, rank): HuedHead => {
    return { ...each, hue: Math.min(rank + 1, otherHeads) };
  });
  const hues = new Map(heads.map((each) => [headName(each), each.hue]));
  const hueOf = (head: Head) => hues.get(headName(head)) ?? noHead;
  return {
    heads,
    edges: edges.flatMap((edge): GraphEdge[] => {
      const split = partsOf(index, edge, way);
      if (!only) return [{ ...edge, hue: split ? hueOf(leadOf(split)) : noHead }];
      const part = split?.layer === only.layer ? (split.parts[only.head] ?? 0) : 0;
      if (part === 0) return [];
      const absolute = index.totals.get(edge.target)?.absolute ?? 0;
      const share = absolute > 0 ? Math.abs(part) / absolute : 0;
      return [{ ...edge, hue: hueOf(only), share, sign: part < 0 ? -1 : 1 }];
    }),
  };
}

/** A head as the field writes it: its layer, a dot, its number. */
export function headName({ layer, head }: Head): string {
  return `${layer}.${head}`;
}
