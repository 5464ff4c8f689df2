import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdCollection, noteItems } from "./hold-collection";

/** Takes an item out of one's own collection; those behind it move up. Throws "not-found". */
export async function removeItem(own: {
  collectionId: string;
  itemId: string;
  ownerId: string;
}): Promise<void> {
  const { collectionId, itemId: id } = own;
  await db().$transaction(async (tx) => {
    const size = await holdCollection(tx, own);
    const [gone] = await tx.$queryRaw<{ place: number }[]>`
      delete from "CollectionItem" where id = ${id}::uuid and "collectionId" = ${collectionId}::uuid returning place`;
    if (!gone) throw notFound("item of this collection");
    await tx.collectionItem.updateMany({
      where: { collectionId, place: { gt: gone.place } },
      data: { place: { decrement: 1 } },
    });
    await noteItems(tx, collectionId, size - 1);
  });
}
