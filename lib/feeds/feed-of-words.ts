import { readListed } from "@/lib/catalogue/read-listed";
import { publisher } from "@/lib/citations/citation";
import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { ConditionalText } from "@/lib/http/conditional";
import { type LookedFor, readLookedFor } from "@/lib/search/looked-for";
import { readSearchText, writeSearchText } from "@/lib/search/search-text";
import type { AtomEntry } from "./atom";
import {
  featureColumns,
  featureJoins,
  labelsPath,
  type OfFeature,
  sideOfFeature,
} from "./concerned-features";
import { entriesOf } from "./entries-of";
import { feedId } from "./feed-id";
import { feedLength } from "./feed-of-catalogue";
import { keptFeed } from "./kept-feeds";

/**
 * What has the words that somebody looks for, the newest first: published findings, and features that people call so. A word that
 * nothing has yet is taken as it is, since a feed waits for it.
 */
export async function getFeedOfWords(typed: string): Promise<ConditionalText> {
  const text = readSearchText(typed);
  const q = writeSearchText(text);
  const asked = new URLSearchParams({ q });
  const of = `/search?${asked}`;
  return keptFeed(of, async () => {
    const lookedFor = await readLookedFor(text);
    const found = await Promise.all([newestFindings(lookedFor), newestNames(lookedFor)]);
    return {
      ...{ id: feedId(of), title: `Findings and features: ${q}`, begun: new Date(0) },
      ...{ page: siteUrl() + of, self: `${siteUrl()}/api/v1/feeds/search?${asked}` },
      entries: found
        .flat()
        .toSorted((a, b) => b.updated.getTime() - a.updated.getTime())
        .slice(0, feedLength),
    };
  });
}

async function newestFindings({ stems }: LookedFor): Promise<AtomEntry[]> {
  if (stems === "") return [];
  const rows = await db().$queryRaw<{ number: number }[]>`
    select e.number from "FindingWords" w join "CatalogueEntry" e on e."findingId" = w."findingId"
    join "Finding" f on f.id = w."findingId" and f."publishedAt" is not null
    join "User" u on u.id = f."authorId" and u."suspendedAt" is null
    where w.words @@ ${stems}::tsquery order by w."publishedAt" desc, w."findingId" desc limit ${feedLength}`;
  return entriesOf(await readListed(rows.map(({ number }) => number)));
}

interface Named extends OfFeature {
  id: string;
  text: string;
  state: string;
  createdAt: Date;
  standsSince: Date;
  handle: string | null;
  name: string | null;
}

async function newestNames({ names }: LookedFor): Promise<AtomEntry[]> {
  if (names === "") return [];
  const rows = await db().$queryRaw<Named[]>`
    with of as (
      select n."dictionaryId", n.index, n.side, n.text, n.state, n."standsSince", l.id, l."createdAt", l."authorId"
      from "Naming" n join "Label" l on l.id = n."leaderId"
      where to_tsvector('simple', coalesce(n.text, '')) @@ ${names}::tsquery order by n."standsSince" desc, l.id desc limit ${feedLength})
    select of.id, of.text, of.state::text as state, of.side::text as side, of.index, of."createdAt", of."standsSince", u.handle, u.name, ${featureColumns}
    from of ${featureJoins} left join "User" u on u.id = of."authorId"`;
  const site = siteUrl();
  return rows.map((row) => ({
    ...{ id: `urn:uuid:${row.id}`, title: row.text, url: site + labelsPath(row), tags: [] },
    ...{ published: row.createdAt, updated: row.standsSince },
    author:
      row.handle === null
        ? { name: publisher, url: site }
        : { name: row.name || row.handle, url: `${site}/users/${row.handle}` },
    summary: `A ${row.state} label of ${sideOfFeature(row)}.`,
  }));
}
