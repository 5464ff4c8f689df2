import { addressOf, type CatalogueQuery, type Filter } from "@/lib/catalogue/catalogue-query";
import { listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { siteUrl } from "@/lib/env";
import type { ConditionalText } from "@/lib/http/conditional";
import { getPerson } from "@/lib/people/get-person";
import { entriesOf } from "./entries-of";
import { feedId } from "./feed-id";
import { keptFeed } from "./kept-feeds";

/** More than is published between two visits of a feed reader. */
export const feedLength = 50;

/** The newest findings that pass every filter of a query, whose order is left out: a feed tells of what is new. */
export async function getFeedOfCatalogue({ filters }: CatalogueQuery): Promise<ConditionalText> {
  const query: CatalogueQuery = { filters, sort: "newest" };
  const asked = addressOf(query).toString();
  const of = `/circuits?${asked}`;
  return keptFeed(of, async () => ({
    ...{ id: feedId(of), title: ["Circuits", ...filters.map(filterWords)].join(", "), begun: new Date(0) },
    page: `${siteUrl()}/circuits${asked && `?${asked}`}`,
    self: `${siteUrl()}/api/v1/feeds/findings${asked && `?${asked}`}`,
    entries: await entriesOf((await listCatalogue({ query, limit: feedLength })).items),
  }));
}

/** What somebody published. Throws "not-found" of nobody's handle. */
export async function getFeedOfPerson(handle: string): Promise<ConditionalText> {
  const person = await getPerson(handle);
  const of = `/users/${person.handle}`;
  const query: CatalogueQuery = { filters: [{ name: "author", value: person.handle }], sort: "newest" };
  return keptFeed(of, async () => ({
    ...{ id: feedId(of), title: `Findings of ${person.name ?? person.handle}`, begun: person.createdAt },
    page: `${siteUrl()}${of}`,
    self: `${siteUrl()}/api/v1/feeds/people/${person.handle}`,
    entries: await entriesOf((await listCatalogue({ query, limit: feedLength })).items),
  }));
}

const filterWords = ({ name, value }: Filter) => `${name}: ${value}`;
