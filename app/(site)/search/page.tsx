import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cursorOf } from "@/app/_components/list-pager";
import { TableLinks } from "@/app/_components/table-links";
import { Term } from "@/app/_components/term/term";
import { wordedPages } from "@/app/_search/worded-pages";
import { EmptyState, Notice } from "@/components/ui/notice";
import { AppError } from "@/lib/errors";
import { type Search, search } from "@/lib/search/search";
import { searchCursor } from "@/lib/search/search-cursor";
import { searchText } from "@/lib/search/search-query";
import type { Found } from "@/lib/search/view";
import { foundKinds } from "@/lib/search/view";
import { toParams } from "../_components/to-params";
import { FoundGroup } from "./_components/found-group";
import { MeantThings } from "./_components/meant-things";
import { NothingFound } from "./_components/nothing-found";
import { SearchForm } from "./_components/search-form";
import { SearchTabs } from "./_components/search-tabs";

export const metadata: Metadata = { title: "Search", robots: { index: false } };

interface SearchPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What was looked for, by kind; an id that is of one thing leads straight to its page. */
export default async function SearchPage({ searchParams }: SearchPageProps) {
  const params = toParams(await searchParams);
  const typed = params.get("q") ?? "";
  const { data: text, error } = searchText.safeParse(typed);
  const cursors = Object.fromEntries(foundKinds.map((kind) => [kind, cursorOf(params, kind, searchCursor)]));
  const found =
    text === undefined || text.trim() === "" ? null : await searched({ text, cursors, pages: wordedPages });
  const [only] = found?.meant ?? [];
  if (found && only && found.meant.length === 1 && found.sentence === null) redirect(only.href);
  return (
    <>
      <h1>Search</h1>
      <SearchTabs current="/search" />
      <SearchForm text={typed.slice(0, 400)} />
      {error && (
        <Notice tone="error" title="Nothing was looked for">
          {error.issues[0]?.message}
        </Notice>
      )}
      {!error && !found && (
        <EmptyState title="Words find findings, features, people, models and pages.">
          A <Term of="finding" /> is found by its title, tags and write-up, a <Term of="feature" /> by what it
          is called. Put words that stand in a row in quotes, and type the beginning of the last one if you
          like. An id leads to its thing: attn.3.697, L3H5, @handle, the id of a circuit, or an id or address
          of Neuronpedia or SAELens.
        </EmptyState>
      )}
      {found && <MeantThings meant={found.meant} sentence={found.sentence} />}
      {found?.insteadOf && (
        <p className="mt-4 text-m">
          Nothing has <q>{found.insteadOf}</q>. This is what has <q>{found.lookedFor}</q>.
        </p>
      )}
      {found?.groups.map((group) => (
        <FoundGroup key={group.kind} group={group} params={params} />
      ))}
      {found && found.groups.length > 0 && text !== undefined && (
        <p className="mt-6 flex flex-wrap gap-x-6 gap-y-1 text-ink-soft text-s">
          <span>
            Follow what comes to have these words by its{" "}
            <a className="text-link" href={`/api/v1/feeds/search?${new URLSearchParams({ q: text })}`}>
              Atom feed
            </a>
          </span>
          <TableLinks address={`/api/v1/search/table?${new URLSearchParams({ q: text })}`} />
        </p>
      )}
      {found && found.groups.length === 0 && found.meant.length === 0 && found.lookedFor !== "" && (
        <NothingFound text={found.lookedFor} />
      )}
    </>
  );
}

/** An address with a page of another search is of this one from its start. */
async function searched(asked: Search): Promise<Found> {
  try {
    return await search(asked);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid-input") return search({ ...asked, cursors: {} });
    throw error;
  }
}
