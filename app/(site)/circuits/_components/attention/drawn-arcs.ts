import { formatNumber } from "@/components/ui/format-number";
import { arcThing } from "@/components/ui/graph/lit-things";
import type { GraphArc } from "@/components/ui/graph/types";
import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { type HeadRead, readsOf } from "@/lib/circuit-graph/head-reads";
import type { TokenText } from "@/lib/tokens/token-text";
import { tokenLabel } from "@/lib/tokens/token-words";

export function arcId(node: string, { head, position }: Pick<HeadRead, "head" | "position">): string {
  return `${node} ${head} ${position}`;
}

/** A read that an arc stands for; null of an id that is none. */
export function readOfArc(id: string): { node: string; head: number; position: number } | null {
  const [node = "", head = "", position = ""] = id.split(" ");
  return position === "" ? null : { node, head: Number(head), position: Number(position) };
}

/** The canvas has a column a token, and what is of none behind them. */
export const columnOf = (position: number) => position;

/** The strongest reads of attention features whose tables are known, as the canvas takes them. */
export function drawnArcs(
  nodes: Iterable<Pick<CircuitNode, "id" | "layer">>,
  tables: ReadonlyMap<string, readonly (readonly number[])[]>,
  tokens: readonly TokenText[],
): GraphArc[] {
  return [...nodes].flatMap(({ id, layer }) =>
    readsOf(tables.get(id) ?? []).strongest.map((read) => ({
      id: arcId(id, read),
      node: id,
      column: columnOf(read.position),
      share: read.share,
      thing: arcThing(id, read.head, read.position),
      sign: read.value < 0 ? -1 : 1,
      label: `${layer}.${read.head}`,
      name: `head ${layer}.${read.head} \u00b7 ${tokenLabel(tokens[read.position] ?? { text: "" })} \u00b7 ${formatNumber(read.value)}`,
    })),
  );
}
