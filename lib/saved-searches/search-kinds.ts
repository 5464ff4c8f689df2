import { addressOf, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { countAbove, lastNumber } from "@/lib/catalogue/find-in-catalogue";
import { featureQuery } from "@/lib/features/feature-query";
import { searchFeatures } from "@/lib/features/search-features";
import type { SavedSearchKind } from "./saved-search-schemas";

/** Of what is found now: how much is new since it was seen, and how to say that it is seen. */
export interface Found {
  /** How many are new; null where that cannot be told. */
  news: number | null;
  total: number;
  /** There are at least so many. */
  isMore: boolean;
}

interface KindOfSearch {
  /** Where its page is. */
  path: string;
  /** What of an address it looks for, in one order; "" where it looks for everything. */
  canonical: (query: string) => string;
  /** What of it there is now, as SavedSearch.seen keeps it. */
  seenNow: (query: string) => Promise<number>;
  /** What there is beside what was seen. */
  find: (query: string, seen: number) => Promise<Found>;
}

/** Features are counted up to here. */
export const mostCounted = 500;

export const searchKinds: Readonly<Record<SavedSearchKind, KindOfSearch>> = {
  catalogue: {
    path: "/circuits",
    canonical: (query) => addressOf(queryOfAddress(new URLSearchParams(query))).toString(),
    // Entries are numbered as they are published, one at a time: none comes later with a lower number.
    seenNow: () => lastNumber(),
    find: async (query, seen) => {
      const { filters } = queryOfAddress(new URLSearchParams(query));
      const { above, total } = await countAbove(filters, seen);
      return { news: above, total, isMore: false };
    },
  },
  features: {
    path: "/features",
    canonical: (query) => featureParams(query).toString(),
    seenNow: countFeatures,
    find: async (query, seen) => {
      const total = await countFeatures(query);
      const isMore = total >= mostCounted;
      return { news: isMore ? null : Math.max(0, total - seen), total, isMore };
    },
  },
};

/** What of an address a list of features takes, by the names' order. */
function featureParams(query: string): URLSearchParams {
  const asked = new URLSearchParams(query);
  const said = Object.keys(featureQuery.shape).flatMap((name): [string, string][] => {
    const value = asked.get(name);
    const isTaken = value !== null && value !== "" && featureQuery.safeParse({ [name]: value }).success;
    return isTaken ? [[name, value]] : [];
  });
  return new URLSearchParams(said);
}

async function countFeatures(query: string): Promise<number> {
  const { q, ...filter } = featureQuery.parse(Object.fromEntries(featureParams(query)));
  const { items } = await searchFeatures({ text: q, ...filter }, { limit: mostCounted });
  return items.length;
}
