import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { checkReadable } from "./check-readable";
import type { FindingContent } from "./finding-schemas";
import { holdFinding } from "./hold-finding";
import { revisionBytes } from "./revision-bytes";
import { renderWriteUp } from "./write-up/render-write-up";

export interface FindingUpdate extends FindingContent {
  findingId: string;
  authorId: string;
  /** The revision the author edited, so that an edit from an old page does not undo a newer one. */
  revision: number;
}

/**
 * Saves a new revision of one's own finding; the earlier ones are kept. Throws "not-found", "conflict", "unprocessable"
 * for a published one without a title or a word, and what renderWriteUp and keeping throw.
 */
export async function updateFinding(update: FindingUpdate): Promise<{ id: string; revision: number }> {
  const { findingId, authorId, revision, ...content } = update;
  const writeUp = await renderWriteUp(content.body, authorId);
  return keeping(authorId, revisionBytes({ ...content, writeUp }), async (tx) => {
    // The finding must not be published between the look and the change.
    await holdFinding(tx, findingId);
    if ((await tx.finding.count({ where: { id: findingId, authorId, publishedAt: { not: null } } })) > 0)
      checkReadable(content);
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
    return { id: findingId, revision: revision + 1 };
  });
}

/** For an edit of another revision than the latest, which undoes nothing. */
export function changedMeanwhile(): AppError {
  return new AppError(
    "conflict",
    "This finding was changed since you opened it, perhaps in another window. Copy what you wrote, reload, and save again.",
  );
}
