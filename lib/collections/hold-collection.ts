import type { Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

interface Own {
  collectionId: string;
  ownerId: string;
}

/**
 * Lets one at a time change the items of one's own collection, whose places stay 1 to its size, and says how many it has.
 * Throws "not-found".
 */
export async function holdCollection(tx: Transaction, { collectionId, ownerId }: Own): Promise<number> {
  const [held] = await tx.$queryRaw<{ size: number }[]>`
    select size from "Collection" where id = ${collectionId}::uuid and "ownerId" = ${ownerId}::uuid for no key update`;
  if (!held) throw notFound("collection of yours");
  return held.size;
}

/** Says that the items are others than they were, as many as `size`. */
export async function noteItems(tx: Transaction, collectionId: string, size: number): Promise<void> {
  await tx.collection.update({ where: { id: collectionId }, data: { size } });
}
