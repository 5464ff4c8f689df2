import { findItems, itemCursor } from "@/lib/collections/find-items";
import { findingCells, findingColumns } from "./finding-cells";
import { pagesOf, type Table } from "./table";

const nothing = findingColumns.map(() => null);

/** What stands in a collection, in its order. Of a tombstone there is its place and what was said of it, and nothing else. */
export function collectionTable({ id, title }: { id: string; title: string }): Table {
  return {
    name: `collection ${title}`,
    columns: ["place", "note", "added", ...findingColumns],
    batches: pagesOf(
      itemCursor,
      (cursor, limit) => findItems(id, { cursor, limit }),
      ({ place, note, addedAt, finding }) => [
        ...[place, note, addedAt, ...(finding ? findingCells(finding) : nothing)],
      ],
    ),
  };
}
