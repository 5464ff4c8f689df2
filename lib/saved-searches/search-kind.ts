import type { FoundSince } from "./saved-search-schemas";

/** What of a search there was when its owner looked, as its row keeps it. */
export interface Seen {
  seen: number;
  seenFeatures: Uint8Array<ArrayBuffer> | null;
}

export interface SeenAt extends Seen {
  lookedAt: Date;
}

export interface KindOfSearch {
  /** Where its page is. */
  path: string;
  /** What of an address it looks for, in one order; "" where it looks for everything. */
  canonical: (query: string) => string;
  /** What of it there is now. */
  seenNow: (query: string) => Promise<Seen>;
  /** What there is beside what was seen. */
  find: (query: string, seen: SeenAt) => Promise<FoundSince>;
}

/** Of what is new so many are named. */
export const mostNamed = 5;
