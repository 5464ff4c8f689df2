import { AppError, notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import type { FindingContent } from "./finding-schemas";
import { holdFinding } from "./hold-finding";
import { revisionBytes } from "./revision-bytes";
import { renderWriteUp } from "./write-up/render-write-up";

interface FindingUpdate extends FindingContent {
  findingId: string;
  authorId: string;
  /** The revision the author edited, so that an edit from an old page does not undo a newer one. */
  revision: number;
}

/**
 * Saves a new revision of one's own finding; the earlier ones are kept. Throws "not-found", "conflict", "unprocessable"
 * for a published one without a word, and what renderWriteUp and keeping throw.
 */
export async function updateFinding(update: FindingUpdate): Promise<{ id: string; revision: number }> {
  const { findingId, authorId, revision, ...content } = update;
  const isEmpty = content.body.trim().length === 0;
  const writeUp = await renderWriteUp(content.body, authorId);
  return keeping(authorId, revisionBytes({ ...content, writeUp }), async (tx) => {
    // The finding must not be published between the look and the change.
    await holdFinding(tx, findingId);
    if (
      isEmpty &&
      (await tx.finding.count({ where: { id: findingId, authorId, publishedAt: { not: null } } })) > 0
    ) {
      const message = "A published finding keeps its write-up. Write a few sentences.";
      throw new AppError("unprocessable", message, { fields: { body: message } });
    }
    const saved = await tx.finding.updateMany({
      where: { id: findingId, authorId, revision },
      data: { ...content, revision: { increment: 1 } },
    });
    if (saved.count === 0) {
      const mine = await tx.finding.count({ where: { id: findingId, authorId } });
      if (mine === 0) throw notFound("finding of yours");
      throw new AppError(
        "conflict",
        "This finding was changed since you opened it, perhaps in another window. Copy what you wrote, reload, and save again.",
      );
    }
    await tx.findingRevision.create({ data: { findingId, number: revision + 1, ...content, writeUp } });
    return { id: findingId, revision: revision + 1 };
  });
}
