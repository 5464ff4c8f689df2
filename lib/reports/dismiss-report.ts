import { z } from "zod";
import { subjectKinds } from "@/lib/audit-log/act";
import { recordAct } from "@/lib/audit-log/record-act";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { findAuthor } from "@/lib/moderation/find-author";
import { holdForModerationOfWork } from "@/lib/moderation/may-moderate";
import { openSubject } from "./claim-report";

/**
 * Closes a report, and those of the same thing, without doing anything, and tells who reported it why. Throws "not-found" of one that is
 * closed, and "forbidden" of one that concerns the moderator, or somebody above them.
 */
export async function dismissReport({
  reportId,
  actorId,
  reason,
}: {
  reportId: string;
  actorId: string;
  reason: string;
}): Promise<void> {
  const of = await openSubject(reportId);
  const subject = { kind: z.enum(subjectKinds).parse(of.subjectKind), id: of.subjectId };
  // What was reported may be gone by now, and the report is answered all the same.
  const { personId } = await findAuthor(subject).catch(() => ({ personId: null }));
  await db().$transaction(async (tx) => {
    await holdForModerationOfWork(tx, { actorId, personId });
    const { count } = await tx.report.updateMany({
      where: { ...of, closedAt: null },
      data: { closedAt: new Date(), outcome: "dismissed", answer: reason },
    });
    if (count === 0) throw notFound("open report");
    await recordAct(tx, { actorId, kind: "dismiss", subject, personId, reason, reportId });
  });
}
