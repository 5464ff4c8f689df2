import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import type { FindingContent } from "./finding-schemas";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";
import { revisionBytes } from "./revision-bytes";
import { changedMeanwhile, type FindingUpdate } from "./update-finding";
import { renderWriteUp } from "./write-up/render-write-up";

/**
 * Keeps one's own draft as it is being written. It takes the place of the draft's latest revision, unless others have read
 * that one, so that an hour of writing is one revision; its number counts every save, so that two windows that write are
 * told of each other. Throws "not-found", "conflict", also where it is published, and what renderWriteUp and keeping throw.
 */
export async function keepDraft(update: FindingUpdate): Promise<{ id: string; revision: number }> {
  const { findingId, authorId, revision, ...content } = update;
  const writeUp = await renderWriteUp(content.body, authorId);
  const grown = revisionBytes({ ...content, writeUp }) - (await bytesOf({ findingId, authorId, revision }));
  return keeping(authorId, Math.max(0, grown), async (tx) => {
    // It must not be published between the look and the change.
    await holdFinding(tx, findingId);
    await refuseLocked(tx, findingId);
    const mine = { id: findingId, authorId, deletedAt: null };
    const draft = await tx.finding.findFirst({
      where: mine,
      select: { revision: true, publishedAt: true, withdrawnRevision: true },
    });
    if (!draft) throw notFound("finding of yours");
    if (draft.publishedAt)
      throw new AppError(
        "conflict",
        "This finding is published, so it changes only when you publish the changes.",
      );
    if (draft.revision !== revision) throw changedMeanwhile();
    await tx.finding.update({ where: mine, data: { ...content, revision: { increment: 1 } } });
    const saved = { number: revision + 1, ...content, writeUp };
    await store(tx, { findingId, wasPublic: revision <= (draft.withdrawnRevision ?? 0), saved });
    return { id: findingId, revision: revision + 1 };
  });
}

interface Saved extends FindingContent {
  number: number;
  writeUp: Awaited<ReturnType<typeof renderWriteUp>>;
}

async function store(
  tx: Transaction,
  { findingId, wasPublic, saved }: { findingId: string; wasPublic: boolean; saved: Saved },
): Promise<void> {
  if (wasPublic) await tx.findingRevision.create({ data: { findingId, ...saved } });
  else
    await tx.findingRevision.update({
      where: { findingId_number: { findingId, number: saved.number - 1 } },
      data: { ...saved, createdAt: new Date() },
    });
}

/** What the revision takes that this save replaces; 0 of one that is not there any more. */
async function bytesOf({
  findingId,
  authorId,
  revision: number,
}: Pick<FindingUpdate, "findingId" | "authorId" | "revision">) {
  const before = await db().findingRevision.findFirst({
    where: { findingId, number, finding: { authorId } },
    select: { body: true, state: true, writeUp: true },
  });
  return before ? revisionBytes(before) : 0;
}
