import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdCollection, noteItems } from "./hold-collection";

interface Change {
  collectionId: string;
  itemId: string;
  ownerId: string;
  note?: string | undefined;
  /** From 1; beyond the last it is the last. */
  place?: number | undefined;
}

/** Changes what is said of an item of one's own collection, or where it stands; the others make room. Throws "not-found". */
export async function changeItem({ itemId: id, note, place, ...own }: Change): Promise<void> {
  const { collectionId } = own;
  await db().$transaction(async (tx) => {
    const size = await holdCollection(tx, own);
    const item = await tx.collectionItem.findFirst({ where: { id, collectionId }, select: { place: true } });
    if (!item) throw notFound("item of this collection");
    if (note !== undefined) await tx.collectionItem.update({ where: { id }, data: { note } });
    if (place !== undefined) {
      const from = item.place;
      const to = Math.min(place, size);
      const step = from < to ? -1 : 1;
      await tx.$executeRaw`
        update "CollectionItem" set place = case when id = ${id}::uuid then ${to}::int else place + ${step}::int end
        where "collectionId" = ${collectionId}::uuid
          and place between least(${from}::int, ${to}::int) and greatest(${from}::int, ${to}::int)`;
    }
    await noteItems(tx, collectionId, size);
  });
}
