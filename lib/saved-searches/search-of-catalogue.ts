import { addressOf, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { countAbove, lastNumber, listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { type KindOfSearch, mostNamed } from "./search-kind";

/** Published findings. */
export const searchOfCatalogue: KindOfSearch = {
  path: "/circuits",
  canonical: (query) => addressOf(queryOfAddress(new URLSearchParams(query))).toString(),
  // Entries are numbered as they are published, one at a time: none comes later with a lower number.
  seenNow: async () => ({ seen: await lastNumber(), seenFeatures: null }),
  find: async (query, { seen }) => {
    const { filters } = queryOfAddress(new URLSearchParams(query));
    const { above, total } = await countAbove(filters, seen);
    const newest = { filters, sort: "newest" } as const;
    const { items } =
      above === 0 ? { items: [] } : await listCatalogue({ query: newest, limit: Math.min(above, mostNamed) });
    return {
      ...{ news: above, total, isMore: false, labelled: null, labelledNamed: [] },
      newsNamed: items.map(({ id, title }) => ({ name: title || "Untitled", url: `/findings/${id}` })),
    };
  },
};
