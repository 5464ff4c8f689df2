import { db } from "@/lib/db/client";
import { nullResultTag, replicationTag } from "@/lib/finding-format/result-tags";
import type { FindingTier, LinkedReplications } from "./view";

/** Of either sort so many are linked; the rest is counted. */
const most = 5;

interface Row {
  id: string;
  title: string;
  handle: string;
  name: string | null;
  isNull: boolean;
  all: number;
}

/**
 * What others published as replications of a finding: its forks with that tag. Those that are also tagged as null results, in whatever
 * way `hasTag` reads, did not find it again. Both are what their authors say.
 */
export async function findReplications(findingId: string): Promise<FindingTier["replications"]> {
  const rows = await db().$queryRaw<Row[]>`
    with linked as (
      select f.id, f.title, f."publishedAt", u.handle, u.name,
        exists (select from unnest(f.tags) tag
          where regexp_replace(lower(trim(tag)), '[[:space:]_-]+', ' ', 'g') = ${nullResultTag}) as "isNull"
      from "Finding" f join "User" u on u.id = f."authorId" join "Finding" p on p.id = f."parentId"
      where p.id = ${findingId}::uuid and f."publishedAt" is not null and f."authorId" <> p."authorId"
        and ${replicationTag} = any(f.tags)),
    placed as (
      select linked.*, (count(*) over (partition by "isNull"))::int as "all",
        row_number() over (partition by "isNull" order by "publishedAt", id) as place
      from linked)
    select id, title, handle, name, "isNull", "all" from placed where place <= ${most} order by place`;
  return {
    foundAgain: linked(rows.filter(({ isNull }) => !isNull)),
    notFoundAgain: linked(rows.filter(({ isNull }) => isNull)),
  };
}

function linked(rows: readonly Row[]): LinkedReplications {
  const first = rows.map(({ id, title, handle, name }) => ({ id, title, author: { handle, name } }));
  return { all: rows[0]?.all ?? 0, first };
}
