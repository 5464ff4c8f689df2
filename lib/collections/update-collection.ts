import { notFound } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import type { CollectionContent } from "./collection-schemas";

/** Changes what one's own collection says and who sees it. Throws "not-found" and what `createCollection` throws. */
export async function updateCollection({
  collectionId,
  ownerId,
  ...content
}: CollectionContent & { collectionId: string; ownerId: string }): Promise<void> {
  const writeUp = await renderWriteUp(content.description, ownerId);
  const bytes = storedBytes(content.description.length + JSON.stringify(writeUp).length);
  await keeping(ownerId, bytes, async (tx) => {
    const changed = await tx.collection.updateMany({
      where: { id: collectionId, ownerId },
      // One that is hidden stays its owner's to make public or not.
      data: { ...content, writeUp, keptPublic: false },
    });
    if (changed.count === 0) throw notFound("collection of yours");
  });
}
