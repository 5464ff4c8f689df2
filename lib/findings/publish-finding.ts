import { db, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { checkReadable } from "./check-readable";
import { holdFinding } from "./hold-finding";
import { changedMeanwhile } from "./update-finding";

interface Publication {
  findingId: string;
  authorId: string;
  /** The revision that its author has looked at, if they say: no other is published then. */
  revision?: number | undefined;
}

/**
 * Makes one's own draft visible to everybody. A second time changes nothing. Throws "not-found", "unprocessable" and
 * "conflict" for another revision than the one that was looked at.
 */
export async function publishFinding(publication: Publication) {
  return db().$transaction((tx) => publishWithin(tx, publication));
}

/** The same in the transaction of something else. */
export async function publishWithin(tx: Transaction, { findingId, authorId, revision }: Publication) {
  // The draft must neither be emptied nor deleted between the look and the change.
  await holdFinding(tx, findingId);
  const finding = await tx.finding.findFirst({
    where: { id: findingId, authorId, deletedAt: null },
    select: { title: true, body: true, revision: true, publishedAt: true },
  });
  if (!finding) throw notFound("finding of yours");
  checkReadable(finding);
  if (!finding.publishedAt) {
    if (revision !== undefined && revision !== finding.revision) throw changedMeanwhile();
    await tx.finding.update({
      where: { id: findingId },
      data: { publishedAt: new Date(), publishedRevision: finding.revision, withdrawnAt: null },
    });
  }
  return tx.finding.findUniqueOrThrow({
    where: { id: findingId },
    select: { id: true, publishedAt: true },
  });
}
