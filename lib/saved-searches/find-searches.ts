import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { SavedSearchView } from "./saved-search-schemas";
import { searchKinds } from "./search-kinds";

interface Wanted {
  ownerId: string;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** One's own searches, the last kept first, each with what is new since one looked. */
export async function findSearches({ ownerId, cursor, limit = 20 }: Wanted): Promise<Page<SavedSearchView>> {
  const rows = await db().savedSearch.findMany({
    where: { ownerId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: { id: true, kind: true, name: true, query: true, lookedAt: true, seen: true, seenFeatures: true },
  });
  const page = cutPage(rows, limit);
  const items: SavedSearchView[] = [];
  // One after the other: they are of one page, and others read too.
  for (const { query, seen, seenFeatures, ...search } of page.items) {
    const { path, find } = searchKinds[search.kind];
    const url = query === "" ? path : `${path}?${query}`;
    items.push({ ...search, url, ...(await find(query, { seen, seenFeatures, lookedAt: search.lookedAt })) });
  }
  return { ...page, items };
}
