import type { Transaction } from "@/lib/db/client";
import type { ActKind, Subject } from "./act";

interface NewAct {
  /** Null where the site itself does it. */
  actorId: string | null;
  kind: ActKind;
  subject: Subject;
  /** Whom it concerns. */
  personId: string | null;
  reason: string;
  until?: Date | null;
  /** The report that it closes. */
  reportId?: string | null;
}

/** Writes an act of moderation down, in the transaction that does it. */
export async function recordAct(tx: Transaction, { subject, ...act }: NewAct): Promise<void> {
  await tx.moderationAct.create({
    data: { ...act, subjectKind: subject.kind, subjectId: subject.id, at: new Date() },
  });
}
