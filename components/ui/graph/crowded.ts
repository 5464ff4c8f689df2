import type { ShownNode } from "./arrange";

/** Nodes of one cell for which there is no room, drawn as one chip. */
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

/** The cell that a chip stands for; null of any other id. */
export function crowdedCellOf(id: string): string | null {
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** The first `kept` of the nodes, and of each cell the others as one. */
export function crowd(heaviest: readonly ShownNode[], kept: number): CrowdedCell[] {
  const cells = new Map<string, { row: number; column: number; nodes: ShownNode[] }>();
  for (const node of heaviest.slice(kept)) {
    const key = cellKey(node);
    const cell = cells.get(key) ?? { row: node.row, column: node.column, nodes: [] };
    cells.set(key, cell);
    cell.nodes.push(node);
  }
  return [...cells].map(([key, cell]) => ({ ...cell, id: prefix + key }));
}

/** The chip of a cell, which stands last in it. */
export function crowdedChip({ id, row, column, nodes }: CrowdedCell): ShownNode {
  return { id, row, column, weight: -1, text: `+${nodes.length}` };
}

/**
 * The most nodes, of those that come first, with which all fits: `fits` says so of a number of them. With fewer nodes by
 * themselves there are at most as many chips, so what fits with one number fits with every smaller one but for a hair.
 */
export function mostThatFit(most: number, fits: (kept: number) => boolean): number | null {
  if (!fits(0)) return null;
  let [least, above] = [0, most + 1];
  while (above - least > 1) {
    const middle = Math.floor((least + above) / 2);
    if (fits(middle)) least = middle;
    else above = middle;
  }
  return least;
}
