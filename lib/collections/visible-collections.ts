import type { Viewer } from "@/lib/auth/viewer-type";
import type { Prisma } from "@/lib/db/client";

/** The collections a viewer may see: public ones, and their own. It stands in every query's `where`. */
export function visibleCollections(viewer: Viewer): Prisma.CollectionWhereInput {
  if (viewer.kind === "guest") return { isPublic: true };
  return { OR: [{ isPublic: true }, { ownerId: viewer.id }] };
}
