import type { Metadata } from "next";
import { z } from "zod";
import { cursorOf, ListPager } from "@/app/_components/list-pager";
import { orNotFound } from "@/app/or-not-found";
import { ButtonLink, TextLink } from "@/components/ui/link";
import { EmptyState } from "@/components/ui/notice";
import { getViewer } from "@/lib/auth/viewer";
import { findCollectionsWith, findOwnCollections } from "@/lib/collections/find-collections";
import { getPublishedTitle } from "@/lib/collections/get-published-title";
import { idCursor } from "@/lib/paging/page";
import { toParams } from "../../_components/to-params";
import { CollectButton } from "../_components/collect-button";
import { CollectionForm } from "../_components/collection-form";
import { CollectionList } from "../_components/collection-list";

export const metadata: Metadata = { title: "Your collections", robots: { index: false } };

interface OwnCollectionsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** One's own collections, and where a finding is named, which of them it is put into. */
export default async function OwnCollectionsPage({ searchParams }: OwnCollectionsPageProps) {
  const params = toParams(await searchParams);
  const viewer = await getViewer();
  const asked = z.uuid().safeParse(params.get("finding")).data ?? null;
  if (viewer.kind === "guest") {
    const back = asked === null ? "/collections/mine" : `/collections/mine?finding=${asked}`;
    return (
      <>
        <h1>Your collections</h1>
        <EmptyState title="Collecting findings needs an account.">
          <p className="mt-3">
            <ButtonLink href={`/sign-in?${new URLSearchParams({ callbackUrl: back })}`} look="primary">
              Sign in
            </ButtonLink>
          </p>
        </EmptyState>
      </>
    );
  }
  const finding = asked === null ? null : await orNotFound(getPublishedTitle(asked));
  const cursor = cursorOf(params, "collections", idCursor);
  const [{ items, nextCursor }, having] = await Promise.all([
    findOwnCollections({ ownerId: viewer.id, cursor }),
    finding ? findCollectionsWith(viewer.id, finding.id) : new Set<string>(),
  ]);
  return (
    <>
      <h1>{finding ? "Add to a collection" : "Your collections"}</h1>
      <p className="mt-1 mb-4 max-w-prose break-words text-ink-soft">
        {finding ? (
          <TextLink href={`/findings/${finding.id}`}>
            <bdi>{finding.title}</bdi>
          </TextLink>
        ) : (
          <TextLink href="/collections">Everybody’s collections</TextLink>
        )}
      </p>
      {items.length === 0 && !cursor ? (
        <p className="text-m">You have none yet. Begin one below.</p>
      ) : (
        <CollectionList
          collections={items}
          {...(finding && {
            actionOf: ({ id, title }) => (
              <CollectButton {...{ collectionId: id, findingId: finding.id, title, isIn: having.has(id) }} />
            ),
          })}
        />
      )}
      <ListPager
        list="collections"
        label="Pages of your collections"
        params={params}
        nextCursor={nextCursor}
      />
      <h2 className="mt-10 mb-3">A new collection</h2>
      <CollectionForm id={null} findingId={finding?.id ?? null} title="" description="" isPublic={false} />
    </>
  );
}
