import type { Metadata } from "next";
import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { toStorable } from "@/lib/db/storable-text";
import { idCursor } from "@/lib/paging/page";
import { findSearches } from "@/lib/saved-searches/find-searches";
import {
  maxQueryLength,
  type SavedSearchView,
  savedSearchKinds,
} from "@/lib/saved-searches/saved-search-schemas";
import { searchKinds } from "@/lib/saved-searches/search-kinds";
import { toParams } from "../_components/to-params";
import { NamedNews } from "./_components/named-news";
import { SaveSearchForm } from "./_components/save-search-form";
import { SearchActions } from "./_components/search-actions";

export const metadata: Metadata = { title: "Your searches", robots: { index: false } };

interface SearchesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The searches that one keeps, and where the address names one, a form to keep that too. */
export default async function SearchesPage({ searchParams }: SearchesPageProps) {
  const params = toParams(await searchParams);
  const viewer = await getViewer();
  const kind = z.enum(savedSearchKinds).safeParse(params.get("save")).data;
  const query = kind && searchKinds[kind].canonical(toStorable(params.get("query") ?? ""));
  if (viewer.kind === "guest")
    return (
      <>
        <h1>Your searches</h1>
        <EmptyState title="Keeping a search needs an account.">
          <p className="mt-3">
            <ButtonLink
              href={`/sign-in?${new URLSearchParams({ callbackUrl: `/searches?${params}`.slice(0, 2_000) })}`}
              look="primary"
            >
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </>
    );
  const cursor = cursorOf(params, "searches", idCursor);
  const { items, nextCursor } = await findSearches({ ownerId: viewer.id, cursor });
  return (
    <>
      <h1>Your searches</h1>
      {kind && query !== undefined && (
        <section aria-label="Keep a search" className="mt-3 mb-8">
          <p className="mb-3 max-w-prose break-words text-ink-soft text-m">
            {kind === "catalogue" ? "Circuits" : "Features"}
            {query === "" ? ", all of them" : `: ${new URLSearchParams(query).toString().slice(0, 300)}`}
          </p>
          {query.length <= maxQueryLength ? (
            <SaveSearchForm kind={kind} query={query} />
          ) : (
            <p className="text-m">This search has too many filters to be kept. Leave some out.</p>
          )}
        </section>
      )}
      {items.length === 0 && !cursor ? (
        <p className="mt-3 max-w-prose text-m">
          You keep none yet. Narrow the list of <TextLink href="/circuits">circuits</TextLink> or{" "}
          <TextLink href="/features">features</TextLink> to what you look for again and again, and choose
          “Keep this search” beneath it.
        </p>
      ) : (
        <ul className="mt-2">
          {items.map((search) => (
            <SearchRow key={search.id} search={search} />
          ))}
        </ul>
      )}
      <ListPager list="searches" label="Pages of your searches" params={params} nextCursor={nextCursor} />
    </>
  );
}

function SearchRow({ search }: { search: SavedSearchView }) {
  const { id, name, url, kind, total, isMore, news, newsNamed, labelled, labelledNamed, lookedAt } = search;
  const what = kind === "catalogue" ? "findings" : "features";
  return (
    <li className="list-row text-m" data-actions>
      <TextLink href={url} className="min-w-0 break-words">
        <bdi>{name}</bdi>
      </TextLink>
      <span className="text-ink-soft text-s">
        {news !== null && news > 0 && (
          <strong className="text-ink">{formatCount(news)} new since you looked </strong>
        )}
        {news === 0 && "nothing new since you looked "}
        {news === null && "you looked "}
        <RelativeDate date={lookedAt} />, {formatCount(total)} {what}
        {isMore && " or more"}
      </span>
      <div className="ml-auto">
        <SearchActions id={id} name={name} hasNews={news !== 0 || (labelled ?? 0) > 0} />
      </div>
      <NamedNews heading="New" named={newsNamed} count={news ?? 0} />
      <NamedNews heading="Labelled since" named={labelledNamed} count={labelled ?? 0} />
    </li>
  );
}
