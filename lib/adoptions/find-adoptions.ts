import type { Viewer } from "@/lib/auth/viewer-type";
import { computedFields, progressOf } from "@/lib/computations/computation";
import type { ComputationProgress } from "@/lib/computations/computation-view";
import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { type AdoptionOutcome, adoptionOutcomeSchema, type NewAdoption } from "./view";

export interface FoundAdoption extends NewAdoption {
  id: string;
  /** Null where the account is gone. */
  adopter: { handle: string } | null;
  createdAt: Date;
  progress: ComputationProgress;
  outcome: AdoptionOutcome | null;
}

/** All that was adopted by the site, or is being, the latest first. For administrators. */
export async function findAdoptions(
  viewer: Viewer,
  { cursor, limit = 20 }: { cursor?: string | undefined; limit?: number },
): Promise<Page<FoundAdoption>> {
  const rows = await db().adoption.findMany({
    where: cursor ? { id: { lt: cursor } } : {},
    orderBy: { id: "desc" },
    take: limit + 1,
    select: {
      ...computedFields,
      ...{ source: true, dictionaries: true, name: true, processing: true, knownAs: true, licence: true },
      ...{ createdAt: true, outcome: true },
      adopter: { select: { handle: true } },
    },
  });
  const { items, nextCursor } = cutPage(rows, limit);
  return {
    nextCursor,
    items: await Promise.all(
      items.map(async ({ computedAt, job, outcome, ...row }) => ({
        ...row,
        progress: await progressOf({ computedAt, job }, viewer),
        outcome: outcome === null ? null : adoptionOutcomeSchema.parse(outcome),
      })),
    ),
  };
}
