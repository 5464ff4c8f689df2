import { db, Prisma } from "@/lib/db/client";
import type { FirstJudgement } from "./agreement";
import { agreementOf, agreementWithRest } from "./agreement";
import { judgementContent } from "./judgement-schemas";
import type { Agreement } from "./view";

/** Features that agreement is computed of at most, those that were judged last: a page does not wait for more. */
const maxFeatures = 500;

/** Those of whoever is not suspended, that were made blind and not taken back. */
const standing = Prisma.sql`(
  select j.* from "Judgement" j left join "User" u on u.id = j."judgeId" where u."suspendedAt" is null and j."takenBackAt" is null and j."isBlind")`;

export interface JudgementRow {
  id: string;
  dictionaryId: string;
  index: number;
  judgeId: string | null;
  first: unknown;
}

export function firstJudgement({ id, dictionaryId, index, judgeId, first }: JudgementRow): FirstJudgement {
  const said = judgementContent.parse(first);
  return { feature: `${dictionaryId}.${index}`, judge: judgeId ?? id, said };
}

/** What was said first of a set's features that at least two people judged. */
export async function firstJudgementsOfSet(setId: string): Promise<FirstJudgement[]> {
  const rows = await db().$queryRaw<JudgementRow[]>`
    with shared as (
      select j."dictionaryId", j.index from ${standing} j join "Dictionary" d on d.id = j."dictionaryId"
      where d."setId" = ${setId}::uuid group by 1, 2 having count(*) > 1 order by max(j.id::text) desc limit ${maxFeatures})
    select j.id, j."dictionaryId", j.index, j."judgeId", j.first from shared s
    join ${standing} j on j."dictionaryId" = s."dictionaryId" and j.index = s.index order by j.id`;
  return rows.map(firstJudgement);
}

export interface SetAgreement extends Agreement {
  kind: string;
  name: string;
  displayName: string;
}

/** How far people agree on the features of each of a model's dictionary sets. */
export async function findAgreement(modelId: string): Promise<SetAgreement[]> {
  const sets = await db().dictionarySet.findMany({
    where: { modelId },
    orderBy: [{ kind: "asc" }, { rank: "asc" }],
    select: { id: true, kind: true, name: true, displayName: true },
  });
  return Promise.all(
    sets.map(async ({ id, ...set }) => ({ ...set, ...agreementOf(await firstJudgementsOfSet(id)) })),
  );
}

/** How far a person agrees with the others who judged the same features. */
export async function findAgreementOfPerson(judgeId: string): Promise<Agreement> {
  const rows = await db().$queryRaw<JudgementRow[]>`
    with shared as (
      select o."dictionaryId", o.index from ${standing} o where o."judgeId" = ${judgeId}::uuid
      order by o.id desc limit ${maxFeatures})
    select j.id, j."dictionaryId", j.index, j."judgeId", j.first from shared s
    join ${standing} j on j."dictionaryId" = s."dictionaryId" and j.index = s.index order by j.id`;
  return agreementWithRest(rows.map(firstJudgement), judgeId);
}

/** Features that somebody shares with others from which on how far they agree is told: with fewer there is no interval. */
const minShared = 5;

/** The same by a person's handle, for everybody; null where they share too few features with others, or are suspended. */
export async function findAgreementOf(handle: string): Promise<Agreement | null> {
  const person = await db().user.findFirst({ where: { handle, suspendedAt: null }, select: { id: true } });
  const agreement = person && (await findAgreementOfPerson(person.id));
  return agreement && agreement.features >= minShared ? agreement : null;
}
