import { db, type Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { listedFields } from "./get-collection";
import type { ListedCollection } from "./view";

interface CollectionsPage {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Everybody's public collections, the newest first, a page at a time; of one person where a handle is given. */
export async function findPublicCollections({
  handle,
  ...page
}: CollectionsPage & { handle?: string | undefined } = {}): Promise<Page<ListedCollection>> {
  if (handle === undefined) return find({ isPublic: true }, page);
  const owner = await db().user.findUnique({ where: { handle }, select: { id: true } });
  return owner ? find({ isPublic: true, ownerId: owner.id }, page) : { items: [], nextCursor: null };
}

/** One's own, the private ones too. */
export async function findOwnCollections({
  ownerId,
  ...page
}: CollectionsPage & { ownerId: string }): Promise<Page<ListedCollection>> {
  return find({ ownerId }, page);
}

/** Which of one's own have a finding. */
export async function findCollectionsWith(ownerId: string, findingId: string): Promise<Set<string>> {
  const items = await db().collectionItem.findMany({
    where: { findingId, collection: { ownerId } },
    select: { collectionId: true },
  });
  return new Set(items.map(({ collectionId }) => collectionId));
}

async function find(where: Prisma.CollectionWhereInput, { cursor, limit = 20 }: CollectionsPage) {
  const rows = await db().collection.findMany({
    where: { ...where, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: listedFields,
  });
  return cutPage(rows, limit);
}
