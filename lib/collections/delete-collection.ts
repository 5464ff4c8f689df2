import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/** Deletes one's own collection; its findings stay. Throws "not-found". */
export async function deleteCollection(own: { collectionId: string; ownerId: string }): Promise<void> {
  const { collectionId: id, ownerId } = own;
  const deleted = await db().collection.deleteMany({ where: { id, ownerId } });
  if (deleted.count === 0) throw notFound("collection of yours");
}
