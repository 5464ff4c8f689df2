import type { ShownNode } from "./arrange";

/** Nodes of one cell, or of neighbouring ones, for which there is no room, drawn as one chip. */
export interface CrowdedCell {
  /** Of its chip. */
  id: string;
  row: number;
  column: number;
  /** Its nodes that are not drawn by themselves, the heaviest first. */
  nodes: readonly ShownNode[];
}

export function cellKey({ row, column }: Pick<ShownNode, "row" | "column">): string {
  return `${row}:${column}`;
}

const prefix = "more:";

/** Whether an id is that of a chip for nodes that have no room. */
export function isCrowdedChip(id: string): boolean {
  return id.startsWith(prefix);
}

/** How many neighbouring columns and rows are one, where not even a chip for each cell has room. */
export interface Coarseness {
  across: number;
  along: number;
}

/** From a chip a cell to one for all there is, the finest first: columns are taken together before rows are. */
export function coarsenesses({ columns, rows }: { columns: number; rows: number }): Coarseness[] {
  const doubling = (most: number) =>
    Array.from({ length: Math.ceil(Math.log2(Math.max(1, most))) + 1 }, (_, i) => 2 ** i);
  return doubling(rows).flatMap((along) => doubling(columns).map((across) => ({ across, along })));
}

/**
 * Of the nodes those after the first `kept`, in each cell as one, or in neighbouring cells: such a chip stands where the first
 * of all in those columns and rows does, so that the others are empty and fold.
 */
export function crowd(
  heaviest: readonly ShownNode[],
  kept: number,
  { across, along }: Coarseness = { across: 1, along: 1 },
): CrowdedCell[] {
  const columnOf = new Map<number, number>();
  const rowOf = new Map<number, number>();
  const cells = new Map<string, { row: number; column: number; nodes: ShownNode[] }>();
  for (const [i, node] of heaviest.entries()) {
    const [columns, rows] = [Math.floor(node.column / across), Math.floor(node.row / along)];
    const column = columnOf.get(columns) ?? node.column;
    const row = rowOf.get(rows) ?? node.row;
    columnOf.set(columns, column);
    rowOf.set(rows, row);
    if (i < kept) continue;
    const key = cellKey({ row, column });
    const cell = cells.get(key) ?? { row, column, nodes: [] };
    cells.set(key, cell);
    cell.nodes.push(node);
  }
  // Named by its heaviest, so that what is left of a cell that was opened in part is another chip.
  return [...cells.values()].map((cell) => ({ ...cell, id: `${prefix}${cell.nodes[0]?.id}` }));
}

/** The chip of a cell, which stands last in it. */
export function crowdedChip({ id, row, column, nodes }: CrowdedCell): ShownNode {
  return { id, row, column, weight: -1, text: `+${nodes.length}` };
}

/**
 * The most nodes, of those that come first, with which all fits: `fits` says so of a number of them. With fewer nodes by
 * themselves there are at most as many chips, so what fits with one number fits with every smaller one but for a hair.
 */
export function mostThatFit(
  { least, most }: { least: number; most: number },
  fits: (kept: number) => boolean,
): number | null {
  if (!fits(least)) return null;
  let [kept, above] = [least, most + 1];
  while (above - kept > 1) {
    const middle = Math.floor((kept + above) / 2);
    if (fits(middle)) kept = middle;
    else above = middle;
  }
  return kept;
}
