import { db } from "@/lib/db/client";
import { createLogger } from "@/lib/log";
import { holdFinding } from "../hold-finding";
import { addVersion } from "./add-version";
import { hashCircuit } from "./hash-circuit";

/** In one go of one worker; the next hour does more. */
const most = 200;

/** Gives what an earlier release published its versions: each revision that others read, by when it was saved. */
export async function fillVersions(): Promise<void> {
  const where = { publishedAt: { not: null }, latestVersion: null };
  const findings = await db().finding.findMany({ where, take: most, select: { id: true } });
  for (const { id } of findings) {
    try {
      await fillVersionsOf(id);
    } catch (error) {
      // One whose circuit cannot be read keeps none of the others from theirs.
      createLogger("findings").warn({ err: error, finding: id }, "a finding got no versions");
    }
  }
}

/** The same of one. Throws what hashCircuit throws. */
export async function fillVersionsOf(findingId: string): Promise<void> {
  const about = await db().finding.findUnique({ where: { id: findingId }, select: { circuitId: true } });
  if (!about) return;
  const graphHash = await hashCircuit({ ...about, asker: "site" });
  await db().$transaction(async (tx) => {
    await holdFinding(tx, findingId);
    const finding = await tx.finding.findFirst({
      where: { id: findingId, publishedAt: { not: null }, latestVersion: null },
      select: { publishedAt: true, publishedRevision: true },
    });
    if (!finding?.publishedAt) return;
    const first = finding.publishedRevision ?? 1;
    const revisions = await tx.findingRevision.findMany({
      where: { findingId, number: { gte: first } },
      orderBy: { number: "asc" },
      select: { number: true, createdAt: true },
    });
    for (const { number: revision, createdAt } of revisions) {
      const publishedAt = revision === first ? finding.publishedAt : createdAt;
      await addVersion(tx, { findingId, revision, graphHash, publishedAt });
    }
  });
}
