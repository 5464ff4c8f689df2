import { z } from "zod";

/** A list a page at a time. */
export interface Page<Item> {
  items: Item[];
  /** Where the next page begins; null after the last item. */
  nextCursor: string | null;
}

/** Of most lists: the id of the last item before the page. */
export const idCursor = z.uuid();

/** What a list's route takes. `cursor` is a page's nextCursor. */
export function pageQuery<Cursor>(cursor: z.ZodType<Cursor>, maxItems = 100) {
  return z.object({
    cursor: cursor.optional(),
    limit: z.coerce.number().int().min(1).max(maxItems).optional(),
  });
}

/** What a list's route answers. */
export function pageSchema<Item>(item: z.ZodType<Item>) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The first `limit` of rows of which one more was asked for, since that one tells whether there is another page. */
export function cutPage<Row extends { id: string }>(rows: Row[], limit: number): Page<Row>;
export function cutPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => string): Page<Row>;
export function cutPage<Row extends { id: string }>(
  rows: Row[],
  limit: number,
  cursorOf = ({ id }: Row) => id,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
