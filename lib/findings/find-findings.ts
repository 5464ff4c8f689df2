import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { visibleTo } from "./visible-to";

const fields = {
  id: true,
  title: true,
  createdAt: true,
  publishedAt: true,
  author: { select: { handle: true, name: true } },
} satisfies Prisma.FindingSelect;

/** The newest findings about a circuit that the viewer may see, newest first. */
export async function findFindingsOfCircuit({ circuitId, viewer }: { circuitId: string; viewer: Viewer }) {
  return db().finding.findMany({
    where: { circuitId, ...visibleTo(viewer) },
    orderBy: { id: "desc" },
    take: 50,
    select: fields,
  });
}

/** What a member began to write last, drafts too, newest first. For that member alone. */
export async function findFindingsOfAuthor({ authorId, limit }: { authorId: string; limit: number }) {
  return db().finding.findMany({
    where: { authorId },
    orderBy: { id: "desc" },
    take: limit,
    select: fields,
  });
}

export type FindingListItem = Awaited<ReturnType<typeof findFindingsOfCircuit>>[number];
