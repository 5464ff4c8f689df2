import { recordAct } from "@/lib/audit-log/record-act";
import { db, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdFinding } from "@/lib/findings/hold-finding";
import { labelSides } from "@/lib/labels/label-words";
import { holdNaming } from "@/lib/labels/naming";
import { featureOf, findAuthor } from "./find-author";
import type { ActOnWork } from "./hide-work";
import { holdForModerationOfWork } from "./may-moderate";

/**
 * Locks a finding, a conversation, a project, a bounty, or a feature's labels on both sides, against every change but a moderator's, or
 * unlocks them. What is so already stays so, and the log says nothing. Throws "not-found", and "forbidden" of somebody's above the moderator.
 */
export async function lockWork(act: ActOnWork, kind: "lock" | "unlock"): Promise<void> {
  const { actorId, subject, reason } = act;
  const locks = {
    finding: lockFinding,
    feature: lockLabels,
    conversation: lockConversation,
    project: lockProject,
    bounty: lockBounty,
  };
  if (
    subject.kind !== "finding" &&
    subject.kind !== "feature" &&
    subject.kind !== "conversation" &&
    subject.kind !== "project" &&
    subject.kind !== "bounty"
  )
    throw notFound(`${subject.kind} that can be locked`);
  const lock = locks[subject.kind];
  const { personId } = await findAuthor(subject);
  await db().$transaction(async (tx) => {
    await holdForModerationOfWork(tx, { actorId, personId });
    if (!(await lock(tx, subject.id, kind === "lock"))) return;
    await recordAct(tx, { actorId, kind, subject, personId, reason });
  });
}

async function lockFinding(tx: Transaction, id: string, locked: boolean): Promise<boolean> {
  await holdFinding(tx, id);
  const { count } = await tx.finding.updateMany({
    where: { id, lockedAt: locked ? null : { not: null } },
    data: { lockedAt: locked ? new Date() : null },
  });
  return count > 0;
}

async function lockConversation(tx: Transaction, id: string, locked: boolean): Promise<boolean> {
  const { count } = await tx.conversation.updateMany({
    where: { id, lockedAt: locked ? null : { not: null } },
    data: { lockedAt: locked ? new Date() : null, version: { increment: 1 } },
  });
  return count > 0;
}

async function lockProject(tx: Transaction, id: string, locked: boolean): Promise<boolean> {
  const { count } = await tx.project.updateMany({
    where: { id, deletedAt: null, lockedAt: locked ? null : { not: null } },
    data: { lockedAt: locked ? new Date() : null },
  });
  return count > 0;
}

async function lockBounty(tx: Transaction, id: string, locked: boolean): Promise<boolean> {
  const { count } = await tx.bounty.updateMany({
    where: { id, openedAt: { not: null }, lockedAt: locked ? null : { not: null } },
    data: { lockedAt: locked ? new Date() : null },
  });
  return count > 0;
}

async function lockLabels(tx: Transaction, id: string, locked: boolean): Promise<boolean> {
  const of = featureOf(id);
  for (const side of labelSides) await holdNaming(tx, { ...of, side }, "by a moderator");
  const { count } = await tx.naming.updateMany({
    where: { ...of, lockedAt: locked ? null : { not: null } },
    data: { lockedAt: locked ? new Date() : null },
  });
  return count > 0;
}
