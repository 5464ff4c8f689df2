import { chipWidth } from "./chip-text";
import type { GraphNode } from "./types";

/** A box in the drawing's own units (pixels at scale 1), y downwards. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A node with the text that its chip shows. */
export type ShownNode = Pick<GraphNode, "id" | "text" | "row" | "column" | "weight">;

export interface GridSize {
  columns: number;
  rows: number;
  /** By column, the width in pixels that its heading would have whole. Without it, headings are taken to be long. */
  heads?: readonly number[];
  /** Columns without nodes that are not folded all the same. */
  open?: ReadonlySet<number>;
}

/** How nodes stand, where there is a choice. Sizes in pixels. */
export interface Manner {
  /** How a full cell grows, from a stack to a line: its width by its height. */
  spread: number;
  /** Over and under the nodes of a row. */
  rowPadding: number;
  /** The most that a column which holds something is widened for the sake of its heading. */
  minColumn: number;
  /** The most that columns which hold nothing have together for the sake of theirs. */
  maxFold: number;
  /** On either side of the nodes of a column; as much as there is room for on a page where it is left out. */
  padding?: number;
}

export interface Arrangement {
  places: ReadonlyMap<string, Box>;
  /** The columns, left to right. */
  columns: readonly { x: number; width: number; empty: boolean }[];
  /** The rows, the first at the bottom. */
  rows: readonly { y: number; height: number; empty: boolean }[];
  width: number;
  height: number;
}

export const chipHeight = 22;
const gap = { across: 6, along: 7 };
const columnPadding = 9;
/** The least width in pixels of a column, and of all columns without a node that stand side by side, which are folded to one. */
export const narrowest = { column: 30, fold: 24 };
/** What a heading has where nobody says how long it is. */
const plainHead = 64;
/** The most of a column that has no node and is not folded. */
const maxOpen = 96;
/** The height in pixels of a row without nodes. It is less where there are many, as in a deep model. */
const emptyRow = { max: 8, min: 2, together: 96 };

interface Line {
  nodes: ShownNode[];
  width: number;
}

/**
 * Places nodes on fixed axes. The nodes of one cell stand in lines, the weightiest first, none over another; a column is
 * as wide as its fullest cell, a row as high.
 */
export function arrange(
  nodes: readonly ShownNode[],
  size: GridSize,
  { spread, rowPadding, minColumn, maxFold, padding = columnPadding }: Manner,
): Arrangement {
  const cells = cellsOf(nodes, size, spread);
  const widths = new Array<number>(size.columns).fill(0);
  const heights = new Array<number>(size.rows).fill(0);
  for (const [key, lines] of cells) {
    const [column, row] = [key % size.columns, Math.floor(key / size.columns)];
    const width = Math.max(...lines.map((line) => line.width));
    const forHead = Math.max(narrowest.column, Math.min(minColumn, size.heads?.[column] ?? plainHead));
    widths[column] = Math.max(widths[column] ?? 0, forHead, width + 2 * padding);
    heights[row] = Math.max(heights[row] ?? 0, heightOf(lines) + 2 * rowPadding);
  }
  for (const column of size.open ?? [])
    widths[column] ||= Math.max(narrowest.column, Math.min(maxOpen, size.heads?.[column] ?? maxOpen));
  const low = emptyHeight(heights);
  let x = 0;
  const columns = foldedWidths(widths, size.heads, maxFold).map((width, i) => {
    const column = { x, width, empty: widths[i] === 0 };
    x += width;
    return column;
  });
  let y = 0;
  const rows = heights
    .map((height) => ({ height: height || low, empty: height === 0 }))
    .reverse()
    .map((row) => {
      const placed = { ...row, y };
      y += row.height;
      return placed;
    })
    .reverse();
  const places = new Map<string, Box>();
  for (const [key, lines] of cells) {
    const column = columns[key % size.columns];
    const row = rows[Math.floor(key / size.columns)];
    if (column && row) placeCell(lines, column, row, places);
  }
  return { places, columns, rows, width: x, height: y };
}

/** The widths with those of empty columns: neighbours share the width of one fold. */
function foldedWidths(widths: readonly number[], heads: GridSize["heads"], maxFold: number): number[] {
  let each = 0;
  return widths.map((width, i) => {
    if (width > 0) {
      each = 0;
      return width;
    }
    if (each === 0) {
      const next = widths.slice(i).findIndex((width) => width > 0);
      const run = next < 0 ? widths.length - i : next;
      const wanted = heads?.slice(i, i + run).reduce((sum, head) => sum + head, 0) ?? 0;
      each = Math.min(maxFold, Math.max(narrowest.fold, wanted)) / run;
    }
    return each;
  });
}

function emptyHeight(heights: readonly number[]): number {
  const count = heights.filter((height) => height === 0).length;
  return Math.max(emptyRow.min, Math.min(emptyRow.max, emptyRow.together / Math.max(1, count)));
}

function cellsOf(nodes: readonly ShownNode[], size: GridSize, spread: number): Map<number, Line[]> {
  const cells = new Map<number, ShownNode[]>();
  for (const node of nodes) {
    const row = Math.min(size.rows - 1, Math.max(0, node.row));
    const key = row * size.columns + Math.min(size.columns - 1, Math.max(0, node.column));
    const cell = cells.get(key) ?? [];
    if (cell.length === 0) cells.set(key, cell);
    cell.push(node);
  }
  return new Map([...cells].map(([key, cell]) => [key, linesOf(cell, spread)]));
}

/** The nodes in lines of about one width, as one reads. */
function linesOf(nodes: ShownNode[], spread: number): Line[] {
  nodes.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  const widths = nodes.map(({ text }) => chipWidth(text));
  const all = widths.reduce((sum, width) => sum + width + gap.across, 0);
  const count = Math.max(1, Math.round(Math.sqrt(nodes.length * spread)));
  const most = Math.max(all / count, ...widths);
  const lines: Line[] = [];
  for (const [i, node] of nodes.entries()) {
    const line = lines.at(-1);
    const width = widths[i] ?? 0;
    if (line && line.width + gap.across + width <= most) {
      line.nodes.push(node);
      line.width += gap.across + width;
    } else lines.push({ nodes: [node], width });
  }
  return lines;
}

function heightOf(lines: readonly Line[]): number {
  return lines.length * chipHeight + (lines.length - 1) * gap.along;
}

function placeCell(
  lines: readonly Line[],
  column: { x: number; width: number },
  row: { y: number; height: number },
  places: Map<string, Box>,
): void {
  let y = row.y + (row.height - heightOf(lines)) / 2;
  for (const { nodes, width } of lines) {
    let x = column.x + (column.width - width) / 2;
    for (const node of nodes) {
      const own = chipWidth(node.text);
      places.set(node.id, { x, y, width: own, height: chipHeight });
      x += own + gap.across;
    }
    y += chipHeight + gap.along;
  }
}
