import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { reportAllowance } from "@/lib/limits/allowances";
import { takeAllowance } from "@/lib/limits/daily-allowance";
import { asNewcomer } from "@/lib/limits/newcomers";
import { findPublicAuthor } from "@/lib/moderation/find-author";
import { readSubject } from "@/lib/moderation/read-subject";
import type { NewReport } from "./report-schemas";

/** Thrown where one's own report of it is open already, so that this one counts for nothing. */
class Doubled extends Error {
  override readonly name = "Doubled";

  constructor(readonly id: string) {
    super("It is reported already.");
  }
}

/**
 * Tells moderators of something that everybody sees. While one's own report of it is open, another is the same, whatever it says, and counts
 * for nothing. Throws "not-found", "forbidden" for oneself and one's own, and "too-many-requests".
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
  try {
    return await asNewcomer(reporterId, "report", () => store(of, { reason, words }));
  } catch (error) {
    if (error instanceof Doubled) return { id: error.id };
    throw error;
  }
}

async function store(
  of: { reporterId: string; subjectKind: string; subjectId: string },
  said: Pick<NewReport, "reason" | "words">,
): Promise<{ id: string }> {
  const giveBack = await takeAllowance(reportAllowance(), { kind: "member", id: of.reporterId });
  const [made] = await db().report.createManyAndReturn({
    data: { ...of, ...said },
    skipDuplicates: true,
    select: { id: true },
  });
  if (made) return made;
  await giveBack();
  const open = await db().report.findFirstOrThrow({
    where: of,
    orderBy: { id: "desc" },
    select: { id: true },
  });
  throw new Doubled(open.id);
}
