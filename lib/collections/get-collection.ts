import { z } from "zod";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { type WriteUp, writeUpSchema } from "@/lib/findings/write-up/write-up";
import type { CollectionView } from "./view";
import { visibleCollections } from "./visible-collections";

export const listedFields = {
  ...{ id: true, title: true, isPublic: true, size: true, updatedAt: true },
  owner: { select: { handle: true, name: true } },
} as const;

interface Wanted {
  collectionId: string;
  viewer: Viewer;
}

/** A collection without its items. Throws "not-found", also of somebody else's that is not public. */
export async function getCollection(wanted: Wanted): Promise<CollectionView & { parts: WriteUp }> {
  const { collectionId: id, viewer } = wanted;
  const found = z.uuid().safeParse(id).success
    ? await db().collection.findFirst({
        where: { id, ...visibleCollections(viewer) },
        select: { ...listedFields, description: true, writeUp: true, ownerId: true },
      })
    : null;
  if (!found) throw notFound("collection");
  const { ownerId, writeUp, ...collection } = found;
  const isMine = viewer.kind === "member" && viewer.id === ownerId;
  return { ...collection, isMine, parts: writeUpSchema.parse(writeUp) };
}
