import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { reportAllowance } from "@/lib/limits/allowances";
import { takeAllowance } from "@/lib/limits/daily-allowance";
import { findPublicAuthor } from "@/lib/moderation/find-author";
import { readSubject } from "@/lib/moderation/read-subject";
import type { NewReport } from "./report-schemas";

/**
 * Tells moderators of something that everybody sees. While one's own report of it is open, another is the same, whatever it says. Throws
 * "not-found", "forbidden" for oneself and one's own, and "too-many-requests".
 */
export async function makeReport({
  reporterId,
  subject: named,
  reason,
  words,
}: NewReport & { reporterId: string }): Promise<{ id: string }> {
  const subject = await readSubject(named);
  const { personId } = await findPublicAuthor(subject);
  if (personId === reporterId)
    throw new AppError("forbidden", "This is your own. Change it, or take it back.");
  const of = { reporterId, subjectKind: subject.kind, subjectId: subject.id };
  const giveBack = await takeAllowance(reportAllowance(), { kind: "member", id: reporterId });
  const [made] = await db().report.createManyAndReturn({
    data: { ...of, reason, words },
    skipDuplicates: true,
    select: { id: true },
  });
  if (made) return made;
  await giveBack();
  return db().report.findFirstOrThrow({
    where: of,
    orderBy: { id: "desc" },
    select: { id: true },
  });
}
