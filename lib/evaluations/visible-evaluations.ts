import type { Prisma } from "@/lib/db/client";
import { visibleFamilies } from "@/lib/families/visible-families";

/** The evaluations a viewer may see: those over families that they may see. It stands in every query's `where`. */
export function visibleEvaluations(
  viewer: Parameters<typeof visibleFamilies>[0],
): Prisma.EvaluationWhereInput {
  return { version: { family: visibleFamilies(viewer) } };
}
