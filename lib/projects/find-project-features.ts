import { db, Prisma } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import type { ProjectFeatureView } from "./view";

interface Asked {
  cursor?: string | undefined;
  limit?: number | undefined;
  /** Only those that want more judgements, or have enough. */
  only?: "wanted" | "finished" | undefined;
}

/** The features of a project that whoever asks may see, in the order in which they came, a page at a time. */
export async function findProjectFeatures(
  projectId: string,
  { cursor, limit = 50, only }: Asked = {},
): Promise<Page<ProjectFeatureView>> {
  const among = only ? Prisma.sql`f."isWanted" = ${only === "wanted"}` : Prisma.sql`true`;
  const rows = await db().$queryRaw<ProjectFeatureView[]>`
    select f.id, m.name as model, s.kind::text as kind, s.name as set, d.layer, f.index, f.judged, f."isWanted",
      n.name, n.named
    from "ProjectFeature" f join "Dictionary" d on d.id = f."dictionaryId"
    join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"
    left join "FeatureName" n on n."dictionaryId" = f."dictionaryId" and n.index = f.index
    where f."projectId" = ${projectId}::uuid and ${among} and ${cursor ? Prisma.sql`f.id > ${cursor}::uuid` : Prisma.sql`true`}
    order by f.id limit ${limit + 1}`;
  return cutPage(rows, limit);
}
