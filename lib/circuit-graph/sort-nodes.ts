import type { CircuitNode } from "@/lib/circuit-format/circuit";
import { rowOrder } from "./row-order";

export const plainSortKeys = ["node", "token", "layer", "activation", "influence", "effect"] as const;
/** Columns that are there once something was measured. */
export const measuredSortKeys = ["measured", "difference"] as const;
export type SortKey = (typeof plainSortKeys | typeof measuredSortKeys)[number];

/** What a causal check says of a node; undefined of what was not ablated. */
export type MeasuredOf = (id: string) => { predicted: number; measured: number } | undefined;

export interface NodeSort {
  key: SortKey;
  descending: boolean;
}

/** The most influential first, as the table comes. */
const sortAtFirst: NodeSort = { key: "influence", descending: true };

/** As an address has it: `effect`, or `-effect` for the largest first. Empty for the order in which the table comes. */
export function formatSort({ key, descending }: NodeSort): string {
  const isFirst = key === sortAtFirst.key && descending === sortAtFirst.descending;
  return isFirst ? "" : `${descending ? "-" : ""}${key}`;
}

/** What `formatSort` wrote; whatever else is the order in which the table comes. */
export function parseSort(text: string): NodeSort {
  const key = [...plainSortKeys, ...measuredSortKeys].find((each) => each === text.replace(/^-/, ""));
  return key ? { key, descending: text.startsWith("-") } : sortAtFirst;
}

/** What one looks for in a column comes first: the largest numbers, but the first of the names and tokens. */
export function firstDirection(key: SortKey): boolean {
  return key !== "node" && key !== "token" && key !== "layer";
}

function sortValue(node: CircuitNode, key: SortKey, measuredOf: MeasuredOf): number | null {
  switch (key) {
    case "measured":
      return measuredOf(node.id)?.measured ?? null;
    case "difference":
      return differenceOf(measuredOf(node.id));
    case "token":
      return node.position;
    case "layer":
      return node.kind === "bias" ? null : rowOrder(node);
    case "activation":
      return node.activation;
    case "influence":
      return node.influence;
    case "effect":
      return node.effect;
    case "node":
      return null;
  }
}

/** By how much more the model does than the circuit predicts. */
export function differenceOf(point: ReturnType<MeasuredOf>): number | null {
  return point ? point.measured - point.predicted : null;
}

const byName = new Intl.Collator("en", { numeric: true });

/** Nodes without a value come last either way; equals stand in the order of their names. */
export function sortNodes(
  nodes: readonly CircuitNode[],
  { key, descending }: NodeSort,
  measuredOf: MeasuredOf = () => undefined,
): CircuitNode[] {
  const way = descending ? -1 : 1;
  return [...nodes].sort((a, b) => {
    const names = byName.compare(a.id, b.id);
    if (key === "node") return way * names;
    const left = sortValue(a, key, measuredOf);
    const right = sortValue(b, key, measuredOf);
    if (left === null || right === null) return left === right ? names : left === null ? 1 : -1;
    return left === right ? names : way * (left < right ? -1 : 1);
  });
}
