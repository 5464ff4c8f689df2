import { db, type Transaction } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { checkReadable } from "./check-readable";
import { holdFinding } from "./hold-finding";
import { refuseLocked } from "./refuse-locked";
import { changedMeanwhile } from "./update-finding";
import { addVersion } from "./versions/add-version";
import { hashCircuit } from "./versions/hash-circuit";

interface Publication {
  findingId: string;
  authorId: string;
  /** The revision that its author has looked at, if they say: no other is published then. */
  revision?: number | undefined;
}

/**
 * Makes one's own draft visible to everybody, as the next version of it (versions/add-version.ts). A second time changes
 * nothing. Throws "not-found", "unprocessable", "conflict" for another revision than the one that was looked at, and what
 * hashCircuit throws.
 */
export async function publishFinding(publication: Publication) {
  const { findingId, authorId } = publication;
  const finding = await db().finding.findFirst({
    where: { id: findingId, authorId, deletedAt: null },
    select: { circuitId: true },
  });
  if (!finding) throw notFound("finding of yours");
  const graphHash = await hashCircuit({ ...finding, asker: authorId });
  return db().$transaction((tx) => publishWithin(tx, { ...publication, graphHash }));
}

/** The same in the transaction of something else, with the hash of the finding's circuit (hashCircuit). */
export async function publishWithin(
  tx: Transaction,
  { findingId, authorId, revision, graphHash }: Publication & { graphHash: string },
) {
  // The draft must neither be emptied nor deleted between the look and the change.
  await holdFinding(tx, findingId);
  await refuseLocked(tx, findingId);
  const finding = await tx.finding.findFirst({
    where: { id: findingId, authorId, deletedAt: null },
    select: { title: true, body: true, revision: true, publishedAt: true },
  });
  if (!finding) throw notFound("finding of yours");
  checkReadable(finding);
  if (!finding.publishedAt) {
    if (revision !== undefined && revision !== finding.revision) throw changedMeanwhile();
    const publishedAt = new Date();
    await tx.finding.update({
      where: { id: findingId },
      data: { publishedAt, publishedRevision: finding.revision, withdrawnAt: null },
    });
    await addVersion(tx, { findingId, revision: finding.revision, graphHash, publishedAt });
  }
  return tx.finding.findUniqueOrThrow({
    where: { id: findingId },
    select: { id: true, publishedAt: true },
  });
}
