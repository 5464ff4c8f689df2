import { cutPage } from "@/lib/paging/page";
import { type RankedPlace, searchMark, writeCursor } from "./search-cursor";
import type { FoundGroup, FoundKind, FoundThing } from "./view";

/** Of what a search finds, so many are ranked and counted; of more it is said that there are more. */
export const maxCandidates = 500;

export interface SearchPage {
  after?: RankedPlace | undefined;
  limit: number;
}

/** What one statement tells: the rows of a page and one more, each with how many candidates there were in all. */
export interface FoundRow extends RankedPlace {
  candidates: number;
}

/** Candidates that were read: one more than are ranked tells that there are more. */
export function foundGroup<Row extends FoundRow>(
  kind: FoundKind,
  query: string,
  rows: Row[],
  limit: number,
  toThing: (row: Row) => FoundThing,
): FoundGroup {
  const mark = searchMark(kind, query);
  const { items, nextCursor } = cutPage(rows, limit, (row) => writeCursor(mark, row));
  const candidates = rows[0]?.candidates ?? 0;
  return {
    kind,
    items: items.map(toThing),
    count: Math.min(candidates, maxCandidates),
    isMore: candidates > maxCandidates,
    nextCursor,
  };
}
