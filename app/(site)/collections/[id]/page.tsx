import type { Metadata } from "next";
import { cache } from "react";
import { CopyLink } from "@/app/_components/copy-link";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { TableLinks } from "@/app/_components/table-links";
import { Term } from "@/app/_components/term/term";
import { orNotFound } from "@/app/or-not-found";
import { formatCount } from "@/components/ui/format-number";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { RelativeDate } from "@/components/ui/relative-date";
import { getViewer } from "@/lib/auth/viewer";
import { findItems, itemCursor } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { toParams } from "../../_components/to-params";
import { CardWords } from "../../circuits/_catalogue/card-words";
import { feedOf } from "../../circuits/_catalogue/feed-address";
import { WriteUp } from "../../findings/_components/write-up";
import "../../circuits/_catalogue/catalogue.css";
import "../../findings/findings.css";
import { CollectedItem } from "../_components/collected-item";

interface CollectionPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const load = cache(async (collectionId: string) =>
  orNotFound(getCollection({ collectionId, viewer: await getViewer() })),
);

const feedAddress = (id: string) => `/api/v1/feeds/collections/${id}`;

export async function generateMetadata({ params }: CollectionPageProps): Promise<Metadata> {
  const { id, title, description, isPublic, owner } = await load((await params).id);
  const beginning = [...description.trim().replace(/\s+/g, " ")].slice(0, 200).join("");
  return {
    ...{ title, description: beginning || `A collection of findings by ${owner.name ?? owner.handle}.` },
    ...(isPublic ? { alternates: feedOf(feedAddress(id), title) } : { robots: { index: false } }),
  };
}

/** Findings in the order that somebody gave them, with what they say of each. */
export default async function CollectionPage({ params, searchParams }: CollectionPageProps) {
  const { id, title, parts, owner, size, isPublic, isMine, updatedAt } = await load((await params).id);
  const asked = toParams(await searchParams);
  const { items, nextCursor } = await findItems(id, { cursor: cursorOf(asked, "items", itemCursor) });
  return (
    <article>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="min-w-0 max-w-prose break-words">
          <bdi>{title}</bdi>
        </h1>
        <span className="ml-auto">
          <CopyLink />
        </span>
      </div>
      <p className="mt-1 mb-3 text-ink-soft text-m">
        {formatCount(size)} <Term of="finding">{size === 1 ? "finding" : "findings"}</Term>, put together by{" "}
        <TextLink href={`/users/${owner.handle}`}>
          <bdi>{owner.name ?? owner.handle}</bdi>
        </TextLink>
        , changed <RelativeDate date={updatedAt} />
        {!isPublic && ". Only you see it."}
        {!isMine && (
          <>
            {" \u00b7 "}
            <TextLink href={`/report?kind=collection&id=${id}`}>Report</TextLink>
          </>
        )}
      </p>
      {isMine && (
        <p className="mb-4">
          <ButtonLink href={`/collections/${id}/edit`} size="s">
            Edit
          </ButtonLink>
        </p>
      )}
      {parts.length > 0 && <WriteUp parts={parts} />}
      {size === 0 && (
        <EmptyState title="Nothing is in it yet.">
          {isMine ? (
            <>
              Open a <TextLink href="/circuits">finding</TextLink> and choose “Add to a collection”.
            </>
          ) : (
            <>
              There are <TextLink href="/collections">other collections</TextLink>.
            </>
          )}
        </EmptyState>
      )}
      <ol>
        {items.map((item) => (
          <CollectedItem key={item.id} {...{ item, collectionId: id, size, isMine }} />
        ))}
      </ol>
      {size > 0 && items.length === 0 && <p className="text-m">This list ends before here.</p>}
      <ListPager list="items" label="Pages of this collection" params={asked} nextCursor={nextCursor} />
      {items.length > 0 && <CardWords />}
      <p className="mt-4 flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-s">
        {size > 0 && <TableLinks address={`/api/v1/collections/${id}/table`} />}
        {isPublic && (
          <span>
            Follow it by its{" "}
            <a className="text-link" href={feedAddress(id)}>
              Atom feed
            </a>
          </span>
        )}
      </p>
    </article>
  );
}
