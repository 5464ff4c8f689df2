import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { storedBytes } from "@/lib/limits/storage";
import { maxItems } from "./collection-schemas";
import { holdCollection, noteItems } from "./hold-collection";

interface NewItem {
  collectionId: string;
  ownerId: string;
  findingId: string;
  note: string;
}

/**
 * Puts a published finding at the end of one's own collection. Throws "not-found" of either, "conflict" for one that is in it and
 * for one too many, and what `keeping` throws.
 */
export async function addItem({ note, findingId, ...own }: NewItem): Promise<{ id: string; place: number }> {
  const { collectionId, ownerId } = own;
  return keeping(ownerId, storedBytes(note.length), async (tx) => {
    const size = await holdCollection(tx, own);
    const published = await tx.finding.count({ where: { id: findingId, publishedAt: { not: null } } });
    if (published === 0) throw notFound("published finding");
    if (size >= maxItems)
      throw new AppError(
        "conflict",
        `A collection has ${maxItems.toLocaleString("en")} findings at most. Begin another one.`,
      );
    const [item] = await tx.collectionItem.createManyAndReturn({
      data: { collectionId, findingId, note, place: size + 1 },
      skipDuplicates: true,
      select: { id: true, place: true },
    });
    if (!item) throw new AppError("conflict", "This finding is in that collection already.");
    await noteItems(tx, collectionId, size + 1);
    return item;
  });
}
