import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { escapeLike } from "@/lib/db/escape-like";
import { cutPage, type Page } from "@/lib/paging/page";
import type { ListedFamily } from "./view";
import { visibleFamilies } from "./visible-families";

interface Asked {
  viewer: Viewer;
  /** Words of the title, all of which stand in it. */
  q?: string | undefined;
  /** A person's handle. */
  owner?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Of a question; more words make it no narrower. */
const maxWords = 8;

/** Families that a viewer may see, the newest first, a page at a time. */
export async function findFamilies({
  viewer,
  q,
  owner,
  cursor,
  limit = 20,
}: Asked): Promise<Page<ListedFamily>> {
  const words = (q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, maxWords);
  const rows = await db().family.findMany({
    where: {
      AND: [
        visibleFamilies(viewer),
        ...words.map((word) => ({ title: { contains: escapeLike(word), mode: "insensitive" as const } })),
      ],
      ...(owner !== undefined && { owner: { handle: owner } }),
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: listedFields,
  });
  return cutPage(rows, limit);
}

export const listedFields = {
  ...{ id: true, title: true, prompts: true, latest: true, hash: true, isPublic: true, updatedAt: true },
  owner: { select: { handle: true, name: true } },
} as const satisfies Prisma.FamilySelect;
