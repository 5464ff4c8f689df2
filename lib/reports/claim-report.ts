import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";

/** How long a moderator has what they look into to themselves. */
const claimMillis = 30 * 60_000;

interface Claim {
  reportId: string;
  moderatorId: string;
}

/**
 * Takes a report, and those of the same thing, for half an hour: of two who do so at once one does. Throws "not-found" of one that is
 * closed, and "conflict" while somebody else has it.
 */
export async function claimReport({ reportId, moderatorId }: Claim): Promise<void> {
  const of = await openSubject(reportId);
  await db().$transaction(async (tx) => {
    const held = await tx.$queryRaw<{ claimedById: string | null; claimedAt: Date | null }[]>`
      select "claimedById", "claimedAt" from "Report" where "subjectKind" = ${of.subjectKind}
        and "subjectId" = ${of.subjectId} and "closedAt" is null order by id for update`;
    if (held.length === 0) throw notFound("open report");
    const now = new Date();
    const theirs = held.find(
      ({ claimedById, claimedAt }) =>
        claimedById !== null &&
        claimedById !== moderatorId &&
        claimedAt !== null &&
        now.getTime() - claimedAt.getTime() < claimMillis,
    );
    if (theirs) throw new AppError("conflict", "Another moderator is looking into this at the moment.");
    await tx.report.updateMany({
      where: { ...of, closedAt: null },
      data: { claimedById: moderatorId, claimedAt: now },
    });
  });
}

/** Gives what one has taken back to others. What is not one's own stays as it is. Throws "not-found". */
export async function letGoOfReport({ reportId, moderatorId }: Claim): Promise<void> {
  const of = await openSubject(reportId);
  await db().report.updateMany({
    where: { ...of, closedAt: null, claimedById: moderatorId },
    data: { claimedById: null, claimedAt: null },
  });
}

/** What an open report is about. Throws "not-found". */
export async function openSubject(reportId: string): Promise<{ subjectKind: string; subjectId: string }> {
  const report = await db().report.findFirst({
    where: { id: reportId, closedAt: null },
    select: { subjectKind: true, subjectId: true },
  });
  if (!report) throw notFound("open report");
  return report;
}
