import type { Subject } from "@/lib/audit-log/act";
import { recordAct } from "@/lib/audit-log/record-act";
import { db, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { holdFinding } from "@/lib/findings/hold-finding";
import { holdNaming, settleNaming } from "@/lib/labels/naming";
import { sideOf } from "@/lib/labels/side-of";
import { withdrawDoubled } from "@/lib/labels/withdraw-doubled";
import { findAuthor } from "./find-author";
import { holdForModerationOfWork } from "./may-moderate";

export interface ActOnWork {
  actorId: string;
  subject: Subject;
  reason: string;
}

/**
 * Hides something that is or was public from everybody but its author, or shows it again. What is so already stays so, and the log says
 * nothing. Throws "not-found", also of what never was public, and "forbidden" of somebody's above the moderator.
 */
export async function hideWork(act: ActOnWork): Promise<void> {
  await change(act, "hide");
}

/** Shows again what was hidden, unless its author is suspended or took it back meanwhile. Throws the same. */
export async function showWork(act: ActOnWork): Promise<void> {
  await change(act, "show");
}

async function change({ actorId, subject, reason }: ActOnWork, kind: "hide" | "show"): Promise<void> {
  const hides = {
    ...{
      finding: ofFinding,
      collection: ofCollection,
      family: ofFamily,
      experiment: ofExperiment,
      project: ofProject,
      bounty: ofBounty,
    },
    ...{ wanted: ofWanted, label: ofLabel, rationale: ofRationale },
    comment: ofComment,
  };
  if (subject.kind === "person" || subject.kind === "feature" || subject.kind === "conversation")
    throw notFound(`${subject.kind} that can be hidden`);
  const hide = hides[subject.kind];
  const { personId } = await findAuthor(subject);
  await db().$transaction(async (tx) => {
    await holdForModerationOfWork(tx, { actorId, personId });
    if (!(await hide(tx, subject.id, kind === "hide"))) return;
    await recordAct(tx, { actorId, kind, subject, personId, reason });
  });
}

/** Each says whether it changed anything. */
async function ofFinding(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  await holdFinding(tx, id);
  return (
    (await tx.$executeRaw`
      update "Finding" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "publishedAt" = "publishedAt"
      where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofCollection(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "Collection" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "isPublic" = "isPublic"
      where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofFamily(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "Family" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "isPublic" = "isPublic"
      where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofExperiment(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "Experiment" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "isPublic" = "isPublic"
      where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofComment(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  await tx.$queryRaw`
    select 1 from "Conversation" where id = (select "conversationId" from "Comment" where id = ${id}::uuid) for update`;
  return (
    (await tx.$executeRaw`
      update "Comment" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "isPublic" = "isPublic"
      where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden} and "deletedAt" is null`) > 0
  );
}

async function ofProject(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "Project" set "hiddenAt" = case when ${hidden} then clock_timestamp() end
      where id = ${id}::uuid and "deletedAt" is null and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofBounty(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "Bounty" set "hiddenAt" = case when ${hidden} then clock_timestamp() end
      where id = ${id}::uuid and "openedAt" is not null and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofWanted(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  return (
    (await tx.$executeRaw`
      update "WantedItem" set "hiddenAt" = case when ${hidden} then clock_timestamp() end
      where id = ${id}::uuid and "withdrawnAt" is null and ("hiddenAt" is null) = ${hidden}`) > 0
  );
}

async function ofLabel(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  const of = await sideOf(id);
  await holdNaming(tx, of, "by a moderator");
  if (!hidden) await withdrawDoubled(tx, { labelId: id });
  const changed = await tx.$executeRaw`
    update "Label" set "hiddenAt" = case when ${hidden} then clock_timestamp() end, "withdrawnAt" = "withdrawnAt"
    where id = ${id}::uuid and ("hiddenAt" is null) = ${hidden}`;
  if (changed > 0) await settleNaming(tx, of);
  return changed > 0;
}

/** Of a label's rationale all that was said so far: another that its author writes is seen. */
async function ofRationale(tx: Transaction, id: string, hidden: boolean): Promise<boolean> {
  const of = await sideOf(id);
  await holdNaming(tx, of, "by a moderator");
  const changed = hidden
    ? await tx.$executeRaw`
        update "Label" set "rationaleHiddenTo" = revision
        where id = ${id}::uuid and "rationaleHiddenTo" is distinct from revision`
    : await tx.$executeRaw`
        update "Label" l set "rationaleHiddenTo" = null, rationale = r.rationale, "writeUp" = r."writeUp"
        from "LabelRevision" r
        where l.id = ${id}::uuid and "rationaleHiddenTo" is not null and r."labelId" = l.id and r.number = l.revision`;
  // Who has the labels before them is told by their side.
  if (changed > 0) await settleNaming(tx, of);
  return changed > 0;
}
