import type { Metadata } from "next";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { Term } from "@/app/_components/term/term";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { findPublicCollections } from "@/lib/collections/find-collections";
import { toStorable } from "@/lib/db/storable-text";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../_components/to-params";
import { CollectionList } from "./_components/collection-list";

export const metadata: Metadata = {
  title: "Collections",
  description: "Findings that people put together, in an order and with a note each.",
};

interface CollectionsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CollectionsPage({ searchParams }: CollectionsPageProps) {
  const params = toParams(await searchParams);
  const cursor = cursorOf(params, "collections", idCursor);
  const by = params.get("by") || undefined;
  const handle = by === undefined ? undefined : toStorable(by.slice(0, 40));
  const { items, nextCursor } = await findPublicCollections({ handle, cursor });
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1>Collections</h1>
        <ButtonLink href="/collections/mine" size="s">
          Your collections
        </ButtonLink>
      </div>
      <p className="mt-1 mb-4 max-w-prose text-ink-soft">
        {handle === undefined ? (
          <>
            <Term of="finding">Findings</Term> that people put together: in an order, with a note on why each
            stands there.
          </>
        ) : (
          <>
            Of <TextLink href={`/users/${encodeURIComponent(handle)}`}>{handle}</TextLink>.{" "}
            <TextLink href="/collections">Show everybody’s</TextLink>
          </>
        )}
      </p>
      {items.length > 0 ? (
        <CollectionList collections={items} withOwner />
      ) : cursor ? (
        <p className="text-m">This list ends before here.</p>
      ) : (
        <EmptyState title="There is no public collection here yet.">
          Open a <TextLink href="/circuits">finding</TextLink> and add it to a collection of yours.
        </EmptyState>
      )}
      <ListPager list="collections" label="Pages of collections" params={params} nextCursor={nextCursor} />
    </>
  );
}
