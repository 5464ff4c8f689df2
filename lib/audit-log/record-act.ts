import type { Transaction } from "@/lib/db/client";
import type { ActKind, LoggedSubject } from "./act";

interface NewAct {
  /** Null where the site itself does it. */
  actorId: string | null;
  kind: ActKind;
  subject: LoggedSubject;
  /** Whom it concerns. */
  personId: string | null;
  reason: string;
  until?: Date | null;
  /** Of a dismissal, the report. */
  reportId?: string | null;
}

/**
 * Writes an act of moderation down, in the transaction that does it. One that takes something away from people answers all who have
 * reported what it was done to.
 */
export async function recordAct(tx: Transaction, { subject, ...act }: NewAct): Promise<void> {
  await tx.moderationAct.create({
    data: { ...act, subjectKind: subject.kind, subjectId: subject.id, at: new Date() },
  });
  if (!["suspend", "hide", "lock"].includes(act.kind)) return;
  await tx.report.updateMany({
    where: { subjectKind: subject.kind, subjectId: subject.id, closedAt: null },
    data: { closedAt: new Date(), outcome: "acted", answer: "A moderator has acted on it. Thank you." },
  });
}
