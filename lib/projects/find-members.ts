import { z } from "zod";
import { db, Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { ProjectMemberView } from "./view";

/** When the last member before the page came, and who that was. */
export const memberCursor = z
  .string()
  .regex(/^\d{1,13}_[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  .meta({ examples: ["1795942800000_019a22c5-5d2c-7a80-9d5d-5b8c6d0a7f11"] })
  .transform((text) => text.split("_"))
  .transform(([at, id = ""]) => ({ at: Number(at), id }));

interface Asked {
  cursor?: z.output<typeof memberCursor> | undefined;
  limit?: number | undefined;
}

interface Row extends ProjectMemberView {
  memberId: string;
}

/** Who is in a project, in the order in which they came, with how many of their judgements count. Without who is suspended. */
export async function findMembers(
  projectId: string,
  { cursor, limit = 50 }: Asked = {},
): Promise<Page<ProjectMemberView>> {
  const after = cursor
    ? Prisma.sql`(m."joinedAt", m."memberId") > (${new Date(cursor.at)}, ${cursor.id}::uuid)`
    : Prisma.sql`true`;
  const rows = await db().$queryRaw<Row[]>`
    with page as (
      select u.handle, u.name, m.role::text as role, m."joinedAt", m."memberId"
      from "ProjectMember" m join "User" u on u.id = m."memberId" and u."suspendedAt" is null
      where m."projectId" = ${projectId}::uuid and ${after}
      order by m."joinedAt", m."memberId" limit ${limit + 1}),
    counted as (
      select j."judgeId", count(*)::int as judged from "ProjectFeature" f
      join "ProjectJudgement" c on c."featureId" = f.id join "Judgement" j on j.id = c."judgementId"
      where f."projectId" = ${projectId}::uuid group by 1)
    select p.*, coalesce(c.judged, 0) as judged from page p left join counted c on c."judgeId" = p."memberId"
    order by p."joinedAt", p."memberId"`;
  const { items, nextCursor } = cutPage(
    rows,
    limit,
    ({ joinedAt, memberId }) => `${joinedAt.getTime()}_${memberId}`,
  );
  return { nextCursor, items: items.map(({ memberId: _, ...member }) => member) };
}
