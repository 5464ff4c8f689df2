import { z } from "zod";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { missingFinding } from "../missing-finding";
import type { FindingVersionView } from "./view";

interface VersionAddress {
  findingId: string;
  version: number;
}

/**
 * A published version, the same for everybody: a draft has none, its author's neither. Throws "not-found", and "gone" with
 * when it was taken back for one that was.
 */
export async function getVersion({ findingId, version }: VersionAddress): Promise<FindingVersionView> {
  const found = z.uuid().safeParse(findingId).success
    ? await db().findingVersion.findUnique({
        where: { findingId_number: { findingId, number: version } },
        include: { finding: { select: { circuitId: true, latestVersion: true, publishedAt: true } } },
      })
    : null;
  // A finding that has other versions says nothing of what became of this one, which never was.
  if (!found) throw notFound("version of a finding");
  const { finding } = found;
  if (found.withdrawnAt) throw gone({ ...found, withdrawnAt: found.withdrawnAt });
  if (!finding.publishedAt) throw await missingFinding(findingId);
  const said = await db().findingRevision.findUniqueOrThrow({
    where: { findingId_number: { findingId, number: found.revision } },
    select: { title: true, body: true, tags: true, state: true },
  });
  return {
    finding: findingId,
    version,
    latestVersion: finding.latestVersion ?? version,
    ...said,
    ...{ publishedAt: found.publishedAt, licence: found.licence, revision: found.revision },
    authors: [{ handle: found.authorHandle, name: found.authorName }],
    ...{ circuitId: finding.circuitId, graphHash: found.graphHash, contentHash: found.contentHash },
  };
}

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

interface Tombstone {
  number: number;
  publishedAt: Date;
  withdrawnAt: Date;
  authorHandle: string;
  contentHash: string;
}

/** What stays of a version that was taken back: enough to know that a citation of it was right, and nothing that it said. */
function gone({ number, publishedAt, withdrawnAt, authorHandle, contentHash }: Tombstone): AppError {
  return new AppError(
    "gone",
    `Version ${number} of this finding, published by ${authorHandle} on ${day.format(publishedAt)}, was taken back on ${day.format(withdrawnAt)}. Its content hash was ${contentHash}.`,
  );
}
