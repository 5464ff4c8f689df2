import type { Viewer } from "@/lib/auth/viewer-type";
import { db, type Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import { findTrust, noTrust } from "@/lib/trust/find-trust";
import type { Trust } from "@/lib/trust/view";
import { visibleTo } from "./visible-to";

export const listedFields = {
  id: true,
  circuitId: true,
  title: true,
  createdAt: true,
  publishedAt: true,
  author: { select: { handle: true, name: true } },
} satisfies Prisma.FindingSelect;

export type FindingListItem = Prisma.FindingGetPayload<{ select: typeof listedFields }> & { trust: Trust };

interface FindingsPage {
  cursor?: string;
  limit?: number;
}

/** The findings about a circuit that the viewer may see, newest first, a page at a time. */
export async function findFindingsOfCircuit({
  circuitId,
  viewer,
  ...page
}: FindingsPage & { circuitId: string; viewer: Viewer }): Promise<Page<FindingListItem>> {
  return findFindings({ circuitId, ...visibleTo(viewer) }, page);
}

/** What a member wrote, drafts too, newest first, a page at a time. For that member alone. */
export async function findFindingsOfAuthor({
  authorId,
  ...page
}: FindingsPage & { authorId: string }): Promise<Page<FindingListItem>> {
  return findFindings({ authorId, deletedAt: null }, page);
}

async function findFindings(where: Prisma.FindingWhereInput, { cursor, limit = 20 }: FindingsPage) {
  const findings = await db().finding.findMany({
    where: { ...where, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: listedFields,
  });
  const trust = await findTrust(findings.map(({ circuitId }) => circuitId));
  const items = findings.map((each) => ({ ...each, trust: trust.get(each.circuitId) ?? noTrust }));
  return cutPage(items, limit);
}
