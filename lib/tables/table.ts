import { setImmediate } from "node:timers/promises";
import { z } from "zod";

/** What stands in a row under a column. Several words stand in one cell of a spreadsheet, and in a list of JSON. */
export type Cell = string | number | boolean | Date | readonly string[] | null;
export type Row = readonly Cell[];

/** What a view shows, as rows to take along. */
export interface Table {
  /** Of the file, without an ending. */
  name: string;
  columns: readonly string[];
  /** Read as they are taken: no more than a batch is in memory. */
  batches: AsyncIterable<readonly Row[]>;
}

export const tableFormats = ["csv", "jsonl"] as const;
export type TableFormat = (typeof tableFormats)[number];

export const tableFormat = z
  .enum(tableFormats)
  .optional()
  .describe("`csv` by default; `jsonl` for an object a line, texts as they are.");

/** The most rows of one table; who wants more takes the nightly bundle. */
export const maxRows = 10_000;

/** Rows that are read together. */
export const batchRows = 100;

/** A table of rows that are there already. */
export async function* inBatches<Item>(
  items: readonly Item[],
  rowOf: (item: Item) => Row,
): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < Math.min(items.length, maxRows); at += batchRows) {
    yield items.slice(at, Math.min(at + batchRows, maxRows)).map(rowOf);
    // Others are answered in between.
    await setImmediate();
  }
}

/** The rows of a list that is read a page at a time, up to the most of a table. */
export async function* pagesOf<Item, Cursor>(
  cursorSchema: z.ZodType<Cursor>,
  read: (cursor: Cursor | undefined, limit: number) => Promise<{ items: Item[]; nextCursor: string | null }>,
  rowOf: (item: Item) => Row,
): AsyncGenerator<readonly Row[]> {
  let cursor: Cursor | undefined;
  for (let left = maxRows; left > 0; ) {
    const { items, nextCursor } = await read(cursor, Math.min(batchRows, left));
    left -= items.length;
    yield items.map(rowOf);
    if (nextCursor === null) return;
    cursor = cursorSchema.parse(nextCursor);
  }
}
