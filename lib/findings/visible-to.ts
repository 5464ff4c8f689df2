import type { Viewer } from "@/lib/auth/viewer-type";
import type { Prisma } from "@/lib/db/client";

/** The findings a viewer may see: what is published, and their own. It stands in every query's `where`. */
export function visibleTo(viewer: Viewer): Prisma.FindingWhereInput {
  if (viewer.kind === "guest") return { publishedAt: { not: null } };
  return { OR: [{ publishedAt: { not: null } }, { authorId: viewer.id, deletedAt: null }] };
}
