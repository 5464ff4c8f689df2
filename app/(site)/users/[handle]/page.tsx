import type { Metadata } from "next";
import { cache } from "react";
import { orNotFound } from "@/app/or-not-found";
import { TextLink } from "@/components/ui/link";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { findWinsOfPerson } from "@/lib/bounty-judging/find-wins";
import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findPublicCollections } from "@/lib/collections/find-collections";
import { getPerson } from "@/lib/people/get-person";
import { toParams } from "../../_components/to-params";
import { WatchButton } from "../../_watching/watch-button";
import { Wins } from "../../bounties/_wins/wins";
import { CatalogueList } from "../../circuits/_catalogue/catalogue-list";
import { feedAddress, feedOf } from "../../circuits/_catalogue/feed-address";
import { CollectionList } from "../../collections/_components/collection-list";
import { PersonsContributions } from "./_components/contributions";
import { PersonsLabels } from "./_components/persons-labels";

interface PersonPageProps {
  params: Promise<{ handle: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const loadPerson = cache((handle: string) => orNotFound(getPerson(handle)));

export async function generateMetadata({ params }: PersonPageProps): Promise<Metadata> {
  const { handle, name } = await loadPerson((await params).handle);
  const author = { name: "author" as const, value: handle };
  const feed = feedAddress({ filters: [author], sort: "newest" });
  return {
    ...{ title: name ?? handle, description: `What ${name ?? handle} published on Circuit Commons.` },
    alternates: feedOf(feed, `Findings of ${name ?? handle}`),
  };
}

/** What somebody published: the catalogue with its author given. */
export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const { id, handle, name, createdAt } = await loadPerson((await params).handle);
  const asked = toParams(await searchParams);
  const [collections, wins] = await Promise.all([
    findPublicCollections({ handle, limit: 5 }),
    findWinsOfPerson(handle),
  ]);
  const author = { name: "author" as const, value: handle };
  const { filters, sort } = queryOfAddress(asked);
  const others = filters.filter((filter) => filter.name !== "author").slice(0, 9);
  return (
    <>
      <h1 className="break-words">
        <bdi>{name ?? handle}</bdi>
      </h1>
      <p className="mt-1 mb-4 text-ink-soft">
        {name !== null && <span className="mono">{handle}, </span>}a member since{" "}
        <RelativeDate date={createdAt} /> {"\u00b7 "}
        <TextLink href={`/report?kind=person&id=${handle}`}>Report</TextLink> {"\u00b7 "}
        <TextLink href="/users">People</TextLink>{" "}
        <WatchButton path={`/users/${handle}`} of={{ kind: "person", id }} viewer={await getViewer()} />
      </p>
      <PersonsContributions handle={handle} />
      {wins.length > 0 && (
        <section aria-labelledby="won" className="mb-8 max-w-prose">
          <h2 id="won">Won</h2>
          <Wins wins={wins} ofPerson />
        </section>
      )}
      <PersonsLabels handle={handle} params={asked} />
      {collections.items.length > 0 && (
        <section aria-labelledby="collections" className="mb-8">
          <h2 id="collections">Collections</h2>
          <CollectionList collections={collections.items} />
          {collections.nextCursor !== null && (
            <p className="mt-2 text-s">
              <TextLink href={`/collections?by=${handle}`}>All of them</TextLink>
            </p>
          )}
        </section>
      )}
      <CatalogueList
        query={{ filters: [author, ...others], sort }}
        place={{ path: `/users/${handle}`, fixed: [author] }}
        params={asked}
      />
    </>
  );
}
