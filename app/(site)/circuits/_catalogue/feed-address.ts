import type { Metadata } from "next";
import { addressOf, type CatalogueQuery } from "@/lib/catalogue/catalogue-query";

/** The feed of a list's findings; of somebody's without other filters by their name. */
export function feedAddress({ filters }: CatalogueQuery): string {
  const [first, ...others] = filters;
  if (first?.name === "author" && others.length === 0)
    return `/api/v1/feeds/people/${encodeURIComponent(first.value)}`;
  const asked = addressOf({ filters, sort: "newest" }).toString();
  return asked === "" ? "/api/v1/feeds/findings" : `/api/v1/feeds/findings?${asked}`;
}

/** By which a feed reader that is given a page's address finds its feed. */
export function feedOf(address: string, title: string): Metadata["alternates"] {
  return { types: { "application/atom+xml": [{ url: address, title }] } };
}
