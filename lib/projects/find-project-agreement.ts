import { db, Prisma } from "@/lib/db/client";
import { firstJudgement, type JudgementRow } from "@/lib/judgements/find-agreement";
import { keptAgreement } from "@/lib/judgements/kept-agreement";
import type { Agreement } from "@/lib/judgements/view";

/** Features that a project's agreement is computed of at most, those that were judged last. */
const maxFeatures = 500;

/** The judgements that count in a project, but for those of who is suspended. */
const counting = (projectId: string) => Prisma.sql`"ProjectFeature" f
  join "ProjectJudgement" c on c."featureId" = f.id join "Judgement" j on j.id = c."judgementId"
  left join "User" u on u.id = j."judgeId" where f."projectId" = ${projectId}::uuid and u."suspendedAt" is null`;

/** How far a project's members agree on its features, of the judgements that count there, as they were said first. */
export async function findProjectAgreement(projectId: string): Promise<Agreement> {
  return keptAgreement(`project ${projectId}`, async () => {
    const rows = await db().$queryRaw<JudgementRow[]>`
      with counted as (select f.id as feature, c.at, j.* from ${counting(projectId)}),
      shared as (
        select feature from counted group by 1 having count(*) > 1 order by max(at) desc limit ${maxFeatures})
      select j.id, j."dictionaryId", j.index, j."judgeId", j.first from shared s
      join counted j on j.feature = s.feature order by j.id`;
    return rows.map(firstJudgement);
  });
}
