import type { Viewer } from "@/lib/auth/viewer-type";
import { leadsBounty } from "@/lib/bounties/leads-bounty";
import { isVisibleBounty } from "@/lib/bounties/visible-bounties";
import { db, Prisma } from "@/lib/db/client";
import { isStorable } from "@/lib/db/storable-text";
import { notFound } from "@/lib/errors";
import { cutPage } from "@/lib/paging/page";
import { type LineRow, lineColumns, lineOf, linesOf, sumLines } from "./read-lines";
import type { LedgerLineView, Statement } from "./view";

interface Asked {
  slug: string;
  viewer: Viewer;
  cursor?: bigint | undefined;
  limit?: number | undefined;
}

export interface BountyStatement extends Statement<LedgerLineView> {
  title: string;
  /** Whether one leads it, and so says what is paid. */
  isOwn: boolean;
}

/** What became of what a bounty promises, line by line in their order, a page at a time. Throws "not-found". */
export async function getBountyStatement({
  slug,
  viewer,
  cursor,
  limit = 50,
}: Asked): Promise<BountyStatement> {
  const [bounty] = isStorable(slug)
    ? await db().$queryRaw<{ id: string; title: string; isOwn: boolean }[]>`
        select b.id, b.title, ${leadsBounty(viewer)} as "isOwn" from "Bounty" b
        where b.slug = ${slug} and ${isVisibleBounty(viewer)}`
    : [];
  if (!bounty) throw notFound("bounty");
  const { id, ...shown } = bounty;
  const [rows, sums] = await Promise.all([
    db().$queryRaw<LineRow[]>`
      select ${lineColumns(viewer)} from ${linesOf}
      where l."bountyId" = ${id}::uuid and ${cursor === undefined ? Prisma.sql`true` : Prisma.sql`l.id > ${cursor}`}
      order by l.id limit ${limit + 1}`,
    sumLines(Prisma.sql`l."bountyId" = ${id}::uuid`),
  ]);
  const { items, nextCursor } = cutPage(rows, limit);
  return { ...shown, sums, items: items.map(lineOf), nextCursor };
}
