import type { Transaction } from "@/lib/db/client";
import { contentHash } from "@/lib/finding-format/content";
import { notifyOfVersion } from "@/lib/notifications/notify-of-version";
import { contentOf } from "./content-of";

interface NewVersion {
  findingId: string;
  /** The revision that is published by it. */
  revision: number;
  graphHash: string;
  publishedAt: Date;
}

/**
 * Makes a revision the next published version of its finding, in the transaction that publishes it and holds the finding
 * (hold-finding.ts). Returns its number.
 */
export async function addVersion(
  tx: Transaction,
  { findingId, revision, graphHash, publishedAt }: NewVersion,
): Promise<number> {
  const finding = await tx.finding.findUniqueOrThrow({
    where: { id: findingId },
    select: {
      latestVersion: true,
      licence: true,
      authorId: true,
      author: { select: { handle: true, name: true } },
    },
  });
  const said = await tx.findingRevision.findUniqueOrThrow({
    where: { findingId_number: { findingId, number: revision } },
    select: { title: true, body: true, tags: true, state: true },
  });
  const number = (finding.latestVersion ?? 0) + 1;
  const { licence, author } = finding;
  const version = {
    ...{ findingId, number, revision, publishedAt, licence, graphHash },
    ...{ authorHandle: author.handle, authorName: author.name },
  };
  await tx.findingVersion.create({
    data: { ...version, contentHash: contentHash(contentOf(version, said)) },
  });
  await tx.finding.update({ where: { id: findingId }, data: { latestVersion: number } });
  await notifyOfVersion(tx, { findingId, number, title: said.title, authorId: finding.authorId });
  return number;
}
