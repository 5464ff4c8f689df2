import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { assignEntries } from "./assign-entries";
import { type Held, holdShown, refuseUnlessJudged } from "./hold";
import type { Scores } from "./judging-schemas";

interface OwnAssignment {
  slug: string;
  entryId: string;
  judgeId: string;
}

/**
 * Scores an entry that was given to one, or anew until the bounty is ranked. Throws "not-found" for what was not given to one, "conflict"
 * where the bounty is not being judged or one has declared a conflict, and "unprocessable" where not each criterion is scored.
 */
export async function scoreEntry({ scores, ...own }: OwnAssignment & { scores: Scores }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: bountyId } = await holdOwn(tx, own);
    const [{ criteria } = { criteria: 0 }] = await tx.$queryRaw<{ criteria: number }[]>`
      select jsonb_array_length(rubric) as criteria from "Bounty" where id = ${bountyId}::uuid`;
    if (scores.length !== criteria)
      throw new AppError("unprocessable", `This bounty has ${criteria} criteria, and each is scored.`);
    const points = scores.map((each) => each.points);
    const reasons = scores.map(({ reason }) => reason);
    await tx.$executeRaw`
      update "EntryAssignment" set points = ${points}::smallint[], reasons = ${reasons}::text[], "scoredAt" = clock_timestamp()
      where "entryId" = ${own.entryId}::uuid and "judgeId" = ${own.judgeId}::uuid`;
    await assignEntries(tx, bountyId);
  });
}

/**
 * Says that an entry is not one's to score, for good: what one scored of it goes, and it is given to another. A second time changes
 * nothing. Throws what `scoreEntry` throws.
 */
export async function declareConflict({ reason, ...own }: OwnAssignment & { reason: string }): Promise<void> {
  await db().$transaction(async (tx) => {
    const { id: bountyId, hasConflict } = await holdOwn(tx, own, true);
    if (hasConflict) return;
    await tx.$executeRaw`
      update "EntryAssignment" set points = '{}', reasons = '{}', "scoredAt" = null, "conflictAt" = clock_timestamp(), "conflictReason" = ${reason}
      where "entryId" = ${own.entryId}::uuid and "judgeId" = ${own.judgeId}::uuid and cardinality("blindPoints") = 0`;
    await assignEntries(tx, bountyId);
  });
}

/** Holds a bounty that is being judged, of which an entry was given to somebody who judges it. */
async function holdOwn(
  tx: Transaction,
  { slug, entryId, judgeId }: OwnAssignment,
  declares = false,
): Promise<Held & { hasConflict: boolean }> {
  const held = await holdShown(tx, slug);
  const given = await tx.entryAssignment.findFirst({
    where: {
      ...{ entryId, judgeId, entry: { bountyId: held.id } },
      judge: { judgesFor: { some: { bountyId: held.id, excusedAt: null } } },
    },
    select: { conflictAt: true, blindPoints: true },
  });
  if (!given) throw notFound("entry that was given to you to score");
  refuseUnlessJudged(held);
  const hasConflict = given.conflictAt !== null;
  if (declares && !hasConflict && given.blindPoints.length > 0)
    throw new AppError(
      "conflict",
      "All have seen what you scored. Tell the sponsor, who can set an entry aside, with the reason.",
    );
  if (!declares && hasConflict)
    throw new AppError(
      "conflict",
      "You have declared a conflict about this entry: it is not yours to score.",
    );
  return { ...held, hasConflict };
}
