import { AppError } from "@/lib/errors";
import { renderWriteUp } from "@/lib/findings/write-up/render-write-up";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { type CollectionContent, maxCollections } from "./collection-schemas";

/**
 * Begins a collection. Throws "conflict" for one too many, "unprocessable" for a description that is too much to read, and what
 * `keeping` throws.
 */
export async function createCollection({
  ownerId,
  ...content
}: CollectionContent & { ownerId: string }): Promise<{ id: string }> {
  const writeUp = await renderWriteUp(content.description, ownerId);
  const bytes = storedBytes(content.description.length + JSON.stringify(writeUp).length);
  return keeping(ownerId, bytes, async (tx) => {
    if ((await tx.collection.count({ where: { ownerId } })) >= maxCollections)
      throw new AppError("conflict", `You have ${maxCollections} collections, which is the most.`);
    return tx.collection.create({ data: { ...content, writeUp, ownerId }, select: { id: true } });
  });
}
