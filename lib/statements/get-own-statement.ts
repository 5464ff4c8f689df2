import type { Viewer } from "@/lib/auth/viewer-type";
import { isVisibleBounty } from "@/lib/bounties/visible-bounties";
import { db, Prisma } from "@/lib/db/client";
import { cutPage } from "@/lib/paging/page";
import { type LineRow, lineColumns, lineOf, linesOf, sumLines } from "./read-lines";
import type { OwnLine, Statement } from "./view";

/** As whom one reads one's own: `winner`, what was awarded and paid to one; `sponsor`, what became of what one promised. */
export const statementRoles = ["winner", "sponsor"] as const;
export type StatementRole = (typeof statementRoles)[number];

interface Asked {
  viewer: Extract<Viewer, { kind: "member" }>;
  role: StatementRole;
  cursor?: bigint | undefined;
  limit?: number | undefined;
}

interface Row extends LineRow {
  slug: string | null;
  title: string | null;
}

/**
 * One's own lines of all bounties, the latest first, a page at a time. What one was awarded in a bounty that is not shown any more stands
 * there without its title.
 */
export async function getOwnStatement({
  viewer,
  role,
  cursor,
  limit = 20,
}: Asked): Promise<Statement<OwnLine>> {
  const own = {
    winner: Prisma.sql`l."personId" = ${viewer.id}::uuid`,
    sponsor: Prisma.sql`b."sponsorId" = ${viewer.id}::uuid`,
  }[role];
  const isShown = isVisibleBounty(viewer);
  const [rows, sums] = await Promise.all([
    db().$queryRaw<Row[]>`
      select ${lineColumns(viewer)}, case when ${isShown} then b.slug end as slug, case when ${isShown} then b.title end as title
      from ${linesOf} where ${own} and ${cursor === undefined ? Prisma.sql`true` : Prisma.sql`l.id < ${cursor}`}
      order by l.id desc limit ${limit + 1}`,
    sumLines(own),
  ]);
  const { items, nextCursor } = cutPage(rows, limit);
  const lines = items.map(({ slug, title, ...row }) => ({
    ...lineOf(row),
    bounty: slug === null || title === null ? null : { slug, title },
  }));
  return { sums, items: lines, nextCursor };
}
