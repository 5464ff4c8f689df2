import type { GridSize } from "./arrange";
import type { GraphLayout } from "./layout";
import type { GraphColumn, GraphRow } from "./types";

/** What stands under a column, or under several that are folded to one since nothing is in them. */
export interface ColumnHead {
  /** The first of its columns, and how many they are. */
  column: number;
  count: number;
  label: string;
  /** The whole, on hover. */
  name: string;
  /** In the drawing's own units. */
  x: number;
  width: number;
  folded: boolean;
}

/** The width in pixels of a character of a heading, and of what stands about its text. */
const [characterWidth, around] = [7.3, 14];

const headWidth = (text: string) => Math.ceil([...text].length * characterWidth + around);

/** The grid that columns and rows make, with as much room for headings as they would have whole. */
export function gridOf(
  rows: readonly GraphRow[],
  columns: readonly GraphColumn[],
  open?: ReadonlySet<number>,
): GridSize {
  const heads = columns.map(({ label }) => (label === "" ? 0 : headWidth(label)));
  return { rows: rows.length, columns: columns.length, heads, ...(open && { open }) };
}

export function columnHeads({ columns }: GraphLayout, headings: readonly GraphColumn[]): ColumnHead[] {
  const heads: ColumnHead[] = [];
  for (const [i, { x, width, empty }] of columns.entries()) {
    const { label = "", name = "" } = headings[i] ?? {};
    const last = heads.at(-1);
    if (!empty) heads.push({ column: i, count: 1, label, name, x, width, folded: false });
    else if (last?.folded) {
      last.width += width;
      last.count++;
      last.name = `${last.name}; ${name}`;
    } else
      heads.push({
        column: i,
        count: 1,
        label: "",
        name: `nothing shown at ${name}`,
        x,
        width,
        folded: true,
      });
  }
  for (const head of heads) if (head.folded) head.label = foldedLabel(head, headings);
  return heads;
}

/** Of folded columns as much as their width holds: all their texts, the first and the last, or that there are some. */
function foldedLabel({ column, count, width }: ColumnHead, headings: readonly GraphColumn[]): string {
  const texts = headings.slice(column, column + count).map(({ label }) => label);
  const ends = count > 2 ? [`${texts[0]} \u2026 ${texts.at(-1)}`] : [];
  const whole = texts.join(" ").trim();
  return [whole, ...ends].find((text) => text !== "" && headWidth(text) <= width + 1) ?? "\u2026";
}
