import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { keeping } from "@/lib/limits/keeping";
import { holdFinding } from "./hold-finding";
import { missingFinding } from "./missing-finding";
import { revisionBytes } from "./revision-bytes";
import { visibleTo } from "./visible-to";

/** Begins a draft of one's own from a finding one can see, with where it comes from. Throws "not-found", "gone" and what keeping throws. */
export async function forkFinding({
  findingId,
  viewer,
}: {
  findingId: string;
  viewer: Extract<Viewer, { kind: "member" }>;
}): Promise<{ id: string }> {
  const latest = await db().findingRevision.findFirst({
    where: { findingId, finding: visibleTo(viewer) },
    orderBy: { number: "desc" },
    select: { body: true, state: true, writeUp: true },
  });
  if (!latest) throw await missingFinding(findingId);
  return keeping(viewer.id, revisionBytes(latest), async (tx) => {
    // The parent may be a draft of one's own, which could be deleted meanwhile.
    await holdFinding(tx, findingId);
    const parent = await tx.finding.findFirst({
      where: { id: findingId, ...visibleTo(viewer) },
      select: {
        ...{ circuitId: true, title: true, body: true, tags: true, state: true, licence: true },
        revisions: { orderBy: { number: "desc" }, take: 1, select: { writeUp: true } },
      },
    });
    if (!parent) throw notFound("finding");
    const { circuitId, licence, revisions, ...content } = parent;
    const writeUp = revisions[0]?.writeUp ?? undefined;
    return tx.finding.create({
      data: {
        ...{ circuitId, licence, ...content, authorId: viewer.id, parentId: findingId },
        revisions: { create: { number: 1, ...content, writeUp } },
      },
      select: { id: true },
    });
  });
}
