import type { GraphLayout } from "./layout";
import type { GraphColumn } from "./types";

/** What stands under a column, or under several that are folded to one since nothing is in them. */
export interface ColumnHead {
  /** The first of its columns. */
  column: number;
  label: string;
  /** The whole, on hover. */
  name: string;
  /** In the drawing's own units. */
  x: number;
  width: number;
  folded: boolean;
}

export function columnHeads({ columns }: GraphLayout, headings: readonly GraphColumn[]): ColumnHead[] {
  const heads: ColumnHead[] = [];
  for (const [i, { x, width, empty }] of columns.entries()) {
    const { label = "", name = "" } = headings[i] ?? {};
    const last = heads.at(-1);
    if (!empty) heads.push({ column: i, label, name, x, width, folded: false });
    else if (last?.folded) {
      last.width += width;
      last.name = `${last.name}; ${name}`;
    } else
      heads.push({ column: i, label: "\u2026", name: `nothing shown at ${name}`, x, width, folded: true });
  }
  return heads;
}
