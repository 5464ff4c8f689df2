import type { Prisma } from "@/lib/db/client";
import { visibleFamilies } from "@/lib/families/visible-families";

/**
 * The experiments a viewer may see: public ones and their own, over families that they may see. It stands in every query's `where`.
 */
export function visibleExperiments(
  viewer: Parameters<typeof visibleFamilies>[0],
): Prisma.ExperimentWhereInput {
  const version = { family: visibleFamilies(viewer) };
  if (viewer.kind === "guest") return { isPublic: true, version };
  return { OR: [{ isPublic: true }, { ownerId: viewer.id }], version };
}
