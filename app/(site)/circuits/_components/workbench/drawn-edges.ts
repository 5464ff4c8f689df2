import { edgeHues, type GraphEdge } from "@/components/ui/graph/types";
import type { CircuitEdge } from "@/lib/circuit-format/circuit";
import {
  type ByHead,
  type CarryingHead,
  type Head,
  type HeadWay,
  headsThatCarry,
  leadOf,
  partsOf,
} from "@/lib/circuit-graph/edge-heads";
import { flowOf, type GraphIndex } from "@/lib/circuit-graph/graph-index";
import { arrivingAt, drawnAs, type VisibleEdge, type VisibleGraph } from "@/lib/circuit-graph/visible-graph";

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

type Drawn = Pick<VisibleGraph, "nodes" | "groups" | "groupOf" | "edges">;

/**
 * The edges of what is shown by head: each in the hue of the head that carries most of it, or of one head alone what it
 * carries, as wide as that is. An edge of several nodes is all their edges together.
 */
export function edgesByHead(index: GraphIndex, drawn: Drawn, { way, head: only }: ByHead): EdgesByHead {
  const split = splitEdges(index, drawn, way);
  const heads = headsThatCarry(index, [...split.values()].flat(), way).map((each, rank): HuedHead => {
    return { ...each, hue: Math.min(rank + 1, otherHeads) };
  });
  const hues = new Map(heads.map((each) => [headName(each), each.hue]));
  const hueOf = (head: Head) => hues.get(headName(head)) ?? noHead;
  return {
    heads,
    edges: drawn.edges.flatMap((edge): GraphEdge[] => {
      const members = split.get(edgeKey(edge)) ?? [];
      if (!only) {
        const lead = leadOfAll(index, members, way);
        return [{ ...edge, hue: lead ? hueOf(lead) : noHead }];
      }
      const part = throughHead(index, drawn, { edge, members }, { way, head: only });
      return part ? [{ ...edge, hue: hueOf(only), ...part }] : [];
    }),
  };
}

const edgeKey = ({ source, target }: Pick<CircuitEdge, "source" | "target">) => `${source} ${target}`;

/** The circuit's edges that are split one way, by the drawn edge that each is of. */
function splitEdges(index: GraphIndex, drawn: Drawn, way: HeadWay): Map<string, CircuitEdge[]> {
  const placeOf = drawnAs(drawn);
  const found = new Map<string, CircuitEdge[]>();
  for (const [id, edges] of index.incoming) {
    const target = placeOf(id);
    if (target === null) continue;
    for (const edge of edges) {
      const source = placeOf(edge.source);
      if (source === null || source === target || !partsOf(index, edge, way)) continue;
      const key = edgeKey({ source, target });
      const members = found.get(key) ?? [];
      if (members.length === 0) found.set(key, members);
      members.push(edge);
    }
  }
  return found;
}

/** The head that carries most of the influence of edges. Of one edge it is told also where no influence comes back through it. */
function leadOfAll(index: GraphIndex, members: readonly CircuitEdge[], way: HeadWay): Head | null {
  const [first, second] = members;
  if (!first) return null;
  if (second) return headsThatCarry(index, members, way)[0] ?? null;
  const split = partsOf(index, first, way);
  return split && leadOf(split);
}

/** What one head carries of a drawn edge, told as `VisibleEdge` tells the whole; null where it is nothing. */
function throughHead(
  index: GraphIndex,
  { groups }: Drawn,
  { edge, members }: { edge: VisibleEdge; members: readonly CircuitEdge[] },
  { way, head: only }: { way: HeadWay; head: Head },
): Pick<VisibleEdge, "share" | "sign"> | null {
  const group = groups.find(({ id }) => id === edge.target);
  let [size, sum] = [0, 0];
  for (const each of members) {
    const split = partsOf(index, each, way);
    const part = split?.layer === only.layer ? (split.parts[only.head] ?? 0) : 0;
    const flow = flowOf(index, { ...each, contribution: part });
    size += group ? flow.influence : Math.abs(part);
    sum += group ? flow.effect : part;
  }
  if (size === 0) return null;
  const all = group
    ? group.members.reduce((total, id) => total + arrivingAt(index.nodes.get(id) ?? nowhere), 0)
    : (index.totals.get(edge.target)?.absolute ?? 0);
  return { share: all > 0 ? size / all : 0, sign: sum < 0 ? -1 : 1 };
}

const nowhere = { expanded: false, influence: 0 };

/** A head as the field writes it: its layer, a dot, its number. */
export function headName({ layer, head }: Head): string {
  return `${layer}.${head}`;
}
