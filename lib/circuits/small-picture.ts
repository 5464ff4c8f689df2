import { z } from "zod";
import type { Circuit, CircuitNode } from "@/lib/circuit-format/circuit";
import { isFeatureKind } from "@/lib/circuit-format/kinds";

/** As many as a picture of some 200 pixels shows apart. */
const maxNodes = 24;
const maxEdges = 40;

const place = z.number().int().min(0).max(1_000);
const nodeSchema = z.object({
  kind: z.enum(["attn", "resid", "mlp", "embed", "target"]),
  /** From the left and from below, among the columns and rows that have a node. */
  ...{ column: place, row: place },
  /** 0 to 1. */
  influence: z.number(),
});

/**
 * A circuit in small, as lists show it: its target and what has the most influence on it, where each stands by token and layer,
 * and the strongest edges between them: from which node, to which, and how much of the target's influence comes that way, with
 * the contribution's sign. Some kilobytes of any graph.
 */
export const smallPictureSchema = z.object({
  ...{ columns: place, rows: place },
  nodes: z.array(nodeSchema).max(maxNodes),
  edges: z.array(z.tuple([place, place, z.number()])).max(maxEdges),
});
export type SmallPicture = z.infer<typeof smallPictureSchema>;

type Kind = SmallPicture["nodes"][number]["kind"];

/** Draws a graph in small. Pure, and linear in its edges. */
export function smallPicture(
  { nodes, edges, rest }: Pick<Circuit, "nodes" | "edges" | "rest">,
  target: string,
): SmallPicture {
  const shown = mostOf(nodes, target);
  const number = new Map(shown.map(({ id }, n) => [id, n]));
  const rows = ranks(shown.map((node) => heightOf(node, target)));
  const columns = ranks(shown.map(({ position }) => position ?? 0));
  const sums = new Map(rest.map((each) => [each.target, each.absoluteSum]));
  for (const edge of edges) sums.set(edge.target, (sums.get(edge.target) ?? 0) + Math.abs(edge.contribution));
  const drawn = edges.flatMap(({ source, target: to, contribution }): SmallPicture["edges"] => {
    const [from, at, sum] = [number.get(source), number.get(to), sums.get(to)];
    if (from === undefined || at === undefined || !sum) return [];
    return [[from, at, rounded(((shown[at]?.influence ?? 0) * contribution) / sum)]];
  });
  return {
    ...{ columns: columns.size, rows: rows.size },
    nodes: shown.map((node) => ({
      kind: kindOf(node, target),
      column: columns.get(node.position ?? 0) ?? 0,
      row: rows.get(heightOf(node, target)) ?? 0,
      influence: rounded(node.influence),
    })),
    edges: drawn.toSorted(([, , a], [, , b]) => Math.abs(b) - Math.abs(a)).slice(0, maxEdges),
  };
}

/** The target, and of what stands at a token the nodes with the most influence. What a dictionary misses is no node to show. */
function mostOf(nodes: readonly CircuitNode[], target: string): CircuitNode[] {
  const others = nodes.filter(
    ({ id, kind, position }) =>
      id !== target && position !== null && (isFeatureKind(kind) || kind === "embed"),
  );
  const root = nodes.filter(({ id }) => id === target);
  return [...root, ...others.toSorted((a, b) => b.influence - a.influence)].slice(0, maxNodes);
}

/** The order from below: embeddings, then of each layer the stream, attention and the MLP; a logit is above them all. */
function heightOf({ kind, layer, id }: CircuitNode, target: string): number {
  if (kind === "embed") return -1;
  if (layer === null) return id === target ? Number.MAX_SAFE_INTEGER : -1;
  return 3 * layer + (kind === "resid" ? 0 : kind === "attn" ? 1 : 2);
}

function kindOf({ id, kind }: CircuitNode, target: string): Kind {
  if (id === target) return "target";
  return isFeatureKind(kind) ? kind : "embed";
}

function ranks(values: readonly number[]): Map<number, number> {
  return new Map([...new Set(values)].sort((a, b) => a - b).map((value, rank) => [value, rank]));
}

/** Three digits: a picture shows no more. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
