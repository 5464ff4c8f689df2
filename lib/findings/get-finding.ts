import { z } from "zod";
import { readReason } from "@/lib/audit-log/read-standing";
import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { cutPage } from "@/lib/paging/page";
import { findTrust, noTrust } from "@/lib/trust/find-trust";
import { actedFor } from "./acted-for";
import { missingFinding } from "./missing-finding";
import type { AncestorView, FindingView } from "./view";
import { visibleTo } from "./visible-to";

const person = { select: { handle: true, name: true } } as const;

const fields = {
  id: true,
  circuitId: true,
  title: true,
  body: true,
  tags: true,
  state: true,
  licence: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
  publishedAt: true,
  publishedRevision: true,
  latestVersion: true,
  withdrawnAt: true,
  hiddenAt: true,
  keptPublishedAt: true,
  lockedAt: true,
  authorId: true,
  author: person,
} satisfies Prisma.FindingSelect;

/** A finding the viewer may see, with what it was forked from, the nearest first. Throws "not-found" and "gone". */
export async function getFinding({
  findingId,
  viewer,
}: {
  findingId: string;
  viewer: Viewer;
}): Promise<FindingView> {
  const finding = z.uuid().safeParse(findingId).success
    ? await db().finding.findFirst({ where: { id: findingId, ...visibleTo(viewer) }, select: fields })
    : null;
  if (!finding) throw await missingFinding(findingId);
  const { authorId, hiddenAt, keptPublishedAt, lockedAt, ...shown } = finding;
  const isMine = viewer.kind === "member" && viewer.id === authorId;
  const mayTakeBack = viewer.kind === "member" && authorId === (await actedFor(findingId, viewer));
  const first = firstRevision({ isMine, publishedRevision: finding.publishedRevision });
  const [ancestors, versionCount, forkCount, trust] = await Promise.all([
    findAncestors(findingId),
    db().findingRevision.count({ where: { findingId, number: { gte: first } } }),
    db().finding.count({ where: { parentId: findingId, publishedAt: { not: null } } }),
    findTrust([finding.circuitId]),
  ]);
  const subject = { kind: "finding", id: finding.id };
  const [hidden, locked] = await Promise.all([
    isMine && hiddenAt ? readReason(db(), subject, "hide") : isMine && keptPublishedAt ? withItsAuthor : null,
    isMine && lockedAt ? readReason(db(), subject, "lock") : null,
  ]);
  const own = { hidden, locked, trust: trust.get(finding.circuitId) ?? noTrust };
  return {
    ...shown,
    ...own,
    ...{ ancestors, versionCount, forkCount, isMine, mayTakeBack },
  };
}

const withItsAuthor = "Your account is suspended, and what you made is hidden meanwhile.";

/** The ancestors of a finding that are or were public, of those without what they said. A draft stays private. */
async function findAncestors(findingId: string): Promise<AncestorView[]> {
  return db().$queryRaw<AncestorView[]>`
    with recursive line as (
      select f."parentId", 1 as depth from "Finding" f where f.id = ${findingId}::uuid
      union all
      select p."parentId", line.depth + 1 from line join "Finding" p on p.id = line."parentId" where line.depth < 50
    )
    select f.id, case when f."publishedAt" is not null then f.title end as title, u.handle as "authorHandle"
    from line join "Finding" f on f.id = line."parentId" join "User" u on u.id = f."authorId"
    where f."publishedAt" is not null or f."withdrawnAt" is not null
    order by line.depth`;
}

/** The number of the last revision before the page. */
export const revisionCursor = z.coerce.number().int().min(1).max(1e9);

interface HistoryPage {
  findingId: string;
  viewer: Viewer;
  cursor?: number;
  limit?: number;
}

/**
 * The revisions of a finding the viewer may see, newest first, a page at a time: to its author all, to others those
 * since it was published, because what came before was a draft; `version` is the published one that a revision is. Throws "not-found" and "gone".
 */
export async function getFindingHistory({ findingId, viewer, cursor, limit = 10 }: HistoryPage) {
  const { id, isMine, publishedRevision } = await getFinding({ findingId, viewer });
  const first = firstRevision({ isMine, publishedRevision });
  const revisions = await db().findingRevision.findMany({
    where: { findingId: id, number: { gte: first, ...(cursor && { lt: cursor }) } },
    orderBy: { number: "desc" },
    take: limit + 1,
    select: { number: true, title: true, body: true, tags: true, createdAt: true, writeUp: true },
  });
  const versions = await db().findingVersion.findMany({
    where: { findingId: id, withdrawnAt: null, revision: { in: revisions.map(({ number }) => number) } },
    select: { number: true, revision: true },
  });
  const versionOf = new Map(versions.map(({ number, revision }) => [revision, number]));
  const found = revisions.map((each) => ({ ...each, version: versionOf.get(each.number) ?? null }));
  return cutPage(found, limit, ({ number }) => `${number}`);
}

function firstRevision({
  isMine,
  publishedRevision,
}: Pick<FindingView, "isMine" | "publishedRevision">): number {
  return isMine ? 1 : (publishedRevision ?? 1);
}
