import { db } from "@/lib/db/client";
import { siteUrl } from "@/lib/env";
import type { AtomEntry } from "./atom";
import type { OwnFinding } from "./find-concerning";

/** Where others put one's findings into public collections, the last first. */
export async function findCollected(
  userId: string,
  own: readonly OwnFinding[],
  most: number,
): Promise<AtomEntry[]> {
  const findings = new Map(own.map((finding) => [finding.id, finding]));
  const items = await db().collectionItem.findMany({
    where: {
      findingId: { in: [...findings.keys()] },
      collection: { isPublic: true, ownerId: { not: userId } },
    },
    orderBy: { id: "desc" },
    take: most,
    select: {
      ...{ id: true, findingId: true, note: true, addedAt: true },
      collection: { select: { id: true, title: true, owner: { select: { handle: true, name: true } } } },
    },
  });
  const site = siteUrl();
  return items.flatMap(({ id, findingId, note, addedAt, collection }) => {
    const finding = findings.get(findingId ?? "");
    if (!finding) return [];
    const { owner } = collection;
    return [
      {
        ...{ id: `urn:uuid:${id}`, title: `Collected: ${finding.title || "Untitled"}`, tags: [] },
        ...{ url: `${site}/collections/${collection.id}`, published: addedAt, updated: addedAt },
        author: { name: owner.name || owner.handle, url: `${site}/users/${owner.handle}` },
        summary: [`It is in the collection ${JSON.stringify(collection.title)}.`, note]
          .filter(Boolean)
          .join(" "),
      },
    ];
  });
}
