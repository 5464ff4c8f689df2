import type { GraphNode } from "./types";

/** A box in the drawing's own units (pixels at scale 1), y downwards. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface GraphLayout {
  places: ReadonlyMap<string, Box>;
  /** The columns, left to right. */
  columns: readonly { x: number; width: number; empty: boolean }[];
  /** The rows, the first at the bottom. */
  rows: readonly { y: number; height: number; empty: boolean }[];
  width: number;
  height: number;
}

export type LayoutNode = Pick<GraphNode, "id" | "text" | "row" | "column" | "weight">;

const chipHeight = 22;
const gap = 8;
const columnPadding = 14;
const minRowPadding = 15;
const maxSpare = 36;
/** The size in pixels of a column or a row without nodes. It is less where there are many, as in a deep model. */
const emptyColumn = { max: 18, min: 4, together: 480 };
const emptyRow = { max: 12, min: 3, together: 160 };
/** A column that holds something has room for a word of its heading. */
const minColumn = 64;
/** The width of a character of the mono face at 11 px, with a hair to spare. */
const characterWidth = 6.7;
const maxCharacters = 14;

/** The text on a chip, cut to its length. The whole is in the node's name. */
export function chipText(text: string): string {
  const characters = [...text];
  return characters.length > maxCharacters
    ? `${characters.slice(0, maxCharacters - 1).join("")}\u2026`
    : text;
}

function chipWidth(text: string): number {
  return Math.ceil(28 + [...chipText(text)].length * characterWidth);
}

interface Cell {
  nodes: LayoutNode[];
  lines: number;
  perLine: number;
  slot: number;
}

interface GridSize {
  columns: number;
  rows: number;
}

/** The ways a full cell may grow, from a stack to a line: its width by its height. */
const spreads = [3, 1.4, 0.7, 0.35, 0.15];
/** The width by the height of the canvas that a graph is mostly seen on. */
const canvasRatio = 1.25;

/**
 * Places nodes on fixed axes. The nodes of one cell stand in lines, the weightiest first, none over another; a
 * column is as wide as its fullest cell, a row as high, and one without nodes stays narrow. Cells are as wide or as
 * high as makes the whole fit a canvas best. The same nodes are always placed the same way.
 */
export function layoutGraph(nodes: readonly LayoutNode[], size: GridSize): GraphLayout {
  let best: GraphLayout | null = null;
  let bestScale = 0;
  for (const spread of spreads) {
    const layout = layoutSpread(nodes, size, spread, minRowPadding);
    const scale = 1 / Math.max(1, layout.width / canvasRatio, layout.height);
    if (best && scale <= bestScale * 1.02) continue;
    // The height to spare goes between the rows, where it gives edges room to be told apart.
    const full = layout.rows.filter(({ empty }) => !empty).length;
    const spare = Math.min(maxSpare, (layout.width / canvasRatio - layout.height) / Math.max(1, 2 * full));
    best = spare > 0 ? layoutSpread(nodes, size, spread, minRowPadding + spare) : layout;
    bestScale = scale;
  }
  return best ?? layoutSpread(nodes, size, 1, minRowPadding);
}

function layoutSpread(
  nodes: readonly LayoutNode[],
  size: GridSize,
  spread: number,
  rowPadding: number,
): GraphLayout {
  const cells = cellsOf(nodes, size, spread);
  const widths = new Array<number>(size.columns).fill(0);
  const heights = new Array<number>(size.rows).fill(0);
  for (const [key, cell] of cells) {
    const column = key % size.columns;
    const row = Math.floor(key / size.columns);
    widths[column] = Math.max(widths[column] ?? 0, minColumn, cellWidth(cell) + 2 * columnPadding);
    heights[row] = Math.max(heights[row] ?? 0, cellHeight(cell) + 2 * rowPadding);
  }
  const [narrow, low] = [emptySize(widths, emptyColumn), emptySize(heights, emptyRow)];
  let x = 0;
  const columns = widths.map((width) => {
    const column = { x, width: width || narrow, empty: width === 0 };
    x += column.width;
    return column;
  });
  let y = 0;
  const rows = heights
    .map((height) => ({ y: 0, height: height || low, empty: height === 0 }))
    .reverse()
    .map((row) => {
      const placed = { ...row, y };
      y += row.height;
      return placed;
    })
    .reverse();
  const places = new Map<string, Box>();
  for (const [key, cell] of cells) {
    const column = columns[key % size.columns];
    const row = rows[Math.floor(key / size.columns)];
    if (column && row) placeCell(cell, column, row, places);
  }
  return { places, columns, rows, width: x, height: y };
}

function emptySize(
  sizes: readonly number[],
  { max, min, together }: { max: number; min: number; together: number },
): number {
  const count = sizes.filter((size) => size === 0).length;
  return Math.max(min, Math.min(max, together / Math.max(1, count)));
}

function cellsOf(nodes: readonly LayoutNode[], size: GridSize, spread: number): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  for (const node of nodes) {
    const row = Math.min(size.rows - 1, Math.max(0, node.row));
    const key = row * size.columns + Math.min(size.columns - 1, Math.max(0, node.column));
    const cell = cells.get(key) ?? { nodes: [], lines: 0, perLine: 0, slot: 0 };
    cell.nodes.push(node);
    cell.slot = Math.max(cell.slot, chipWidth(node.text));
    cells.set(key, cell);
  }
  for (const cell of cells.values()) {
    const count = cell.nodes.length;
    const lines = Math.min(count, Math.max(1, Math.round(Math.sqrt(count * spread))));
    cell.perLine = Math.ceil(count / lines);
    cell.lines = Math.ceil(count / cell.perLine);
    cell.nodes.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  }
  return cells;
}

function cellWidth({ perLine, slot }: Cell): number {
  return perLine * slot + (perLine - 1) * gap;
}

function cellHeight({ lines }: Cell): number {
  return lines * chipHeight + (lines - 1) * gap;
}

function placeCell(
  cell: Cell,
  column: { x: number; width: number },
  row: { y: number; height: number },
  places: Map<string, Box>,
): void {
  const top = row.y + (row.height - cellHeight(cell)) / 2;
  for (const [i, node] of cell.nodes.entries()) {
    const line = Math.floor(i / cell.perLine);
    const inLine = Math.min(cell.perLine, cell.nodes.length - line * cell.perLine);
    const lineWidth = inLine * cell.slot + (inLine - 1) * gap;
    const left = column.x + (column.width - lineWidth) / 2 + (i % cell.perLine) * (cell.slot + gap);
    places.set(node.id, {
      x: left + (cell.slot - chipWidth(node.text)) / 2,
      y: top + line * (chipHeight + gap),
      width: chipWidth(node.text),
      height: chipHeight,
    });
  }
}
