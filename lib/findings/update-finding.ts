import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { checkReadable } from "./check-readable";
import type { FindingContent } from "./finding-schemas";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";
import { revisionBytes } from "./revision-bytes";
import { addVersion } from "./versions/add-version";
import { fillVersionsOf } from "./versions/fill-versions";
import { hashCircuit } from "./versions/hash-circuit";
import { renderWriteUp } from "./write-up/render-write-up";

export interface FindingUpdate extends FindingContent {
  findingId: string;
  authorId: string;
  /** The revision the author edited, so that an edit from an old page does not undo a newer one. */
  revision: number;
}

/**
 * Saves a new revision of one's own finding; the earlier ones are kept. Of a published one it is the next version
 * (versions/add-version.ts). Throws "not-found", "conflict", "unprocessable"
 * for a published one without a title or a word, and what renderWriteUp, hashCircuit and keeping throw.
 */
export async function updateFinding(update: FindingUpdate): Promise<{ id: string; revision: number }> {
  const { findingId, authorId, revision, ...content } = update;
  const writeUp = await renderWriteUp(content.body, authorId);
  const graphHash = await hashIfPublic({ findingId, authorId });
  return keeping(authorId, revisionBytes({ ...content, writeUp }), async (tx) => {
    // The finding must not be published between the look and the change.
    await holdFinding(tx, findingId);
    await refuseLocked(tx, findingId);
    const isPublic =
      (await tx.finding.count({ where: { id: findingId, authorId, publishedAt: { not: null } } })) > 0;
    if (isPublic) checkReadable(content);
    // Published since it was looked up.
    if (isPublic && graphHash === null) throw changedMeanwhile();
    const saved = await tx.finding.updateMany({
      where: { id: findingId, authorId, revision, deletedAt: null },
      data: { ...content, revision: { increment: 1 } },
    });
    if (saved.count === 0) {
      const mine = await tx.finding.count({ where: { id: findingId, authorId, deletedAt: null } });
      if (mine === 0) throw notFound("finding of yours");
      throw changedMeanwhile();
    }
    await tx.findingRevision.create({ data: { findingId, number: revision + 1, ...content, writeUp } });
    if (isPublic && graphHash !== null)
      await addVersion(tx, { findingId, revision: revision + 1, graphHash, publishedAt: new Date() });
    return { id: findingId, revision: revision + 1 };
  });
}

/** The hash that the next version needs; a draft's saves are no versions. */
async function hashIfPublic({ findingId, authorId }: { findingId: string; authorId: string }) {
  const finding = await db().finding.findFirst({
    where: { id: findingId, authorId, publishedAt: { not: null } },
    select: { latestVersion: true, circuitId: true },
  });
  if (!finding) return null;
  // What an earlier release published has its own versions before the next.
  if (finding.latestVersion === null) await fillVersionsOf(findingId);
  return hashCircuit({ circuitId: finding.circuitId, asker: authorId });
}

/** For an edit of another revision than the latest, which undoes nothing. */
export function changedMeanwhile(): AppError {
  return new AppError(
    "conflict",
    "This finding was changed since you opened it, perhaps in another window. Copy what you wrote, reload, and save again.",
  );
}
