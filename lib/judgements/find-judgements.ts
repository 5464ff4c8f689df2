import type { Viewer } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { showingRows } from "@/lib/kept-pages/showing";
import { agreementOnFeature } from "./agreement";
import { firstJudgementsOfSet } from "./find-agreement";
import { judgementContent } from "./judgement-schemas";
import { keptAgreementOfSet } from "./kept-agreement";
import type { FeatureJudgements } from "./view";

const maxShown = 50;

/** Who is suspended says nothing to others; what accounts that are gone said stays. What was taken back counts for nobody. */
const counts = { OR: [{ judgeId: null }, { judge: { suspendedAt: null } }], takenBackAt: null };

interface FeatureKey {
  dictionaryId: string;
  index: number;
}

/** Of a feature that nobody has judged. */
export const noJudgements: FeatureJudgements = {
  ...{ people: 0, own: null, others: null, agreement: null, setAgreement: null },
};

/**
 * What people make of a feature, for a reader: how many, what the reader said, and what others say only where the reader has said
 * something. That stands in the query: no answer has what the reader is not to know yet.
 */
export async function findJudgements(
  { dictionaryId, index }: FeatureKey,
  viewer: Viewer,
): Promise<FeatureJudgements> {
  const reader = viewer.kind === "member" ? viewer.id : null;
  const people = await showingRows(
    () => db().judgement.count({ where: { dictionaryId, index, ...counts } }),
    () => ({ topics: [`Judgement ${dictionaryId}.${index}`], insteadOf: ["Judgement"] }),
  );
  if (reader === null) return { people, own: null, others: null, agreement: null, setAgreement: null };
  const given = { some: { index, judgeId: reader, takenBackAt: null } };
  const rows = await db().judgement.findMany({
    where: {
      ...{ dictionaryId, index },
      takenBackAt: null,
      OR: [{ judgeId: reader }, { AND: [counts, { dictionary: { judgements: given } }] }],
    },
    orderBy: { id: "desc" },
    take: maxShown + 1,
    select: {
      ...{ id: true, judgeId: true, first: true, updatedAt: true },
      ...{ interpretable: true, family: true, hasOneMeaning: true, confidence: true },
      judge: { select: { handle: true, name: true } },
      dictionary: { select: { setId: true } },
    },
  });
  const own =
    rows.find(({ judgeId }) => judgeId === reader) ??
    (await db().judgement.findFirst({ where: { dictionaryId, index, judgeId: reader, takenBackAt: null } }));
  if (!own) return { people, own: null, others: null, agreement: null, setAgreement: null };
  const setId = rows[0]?.dictionary.setId;
  return {
    people,
    own: { ...judgementContent.parse(own), first: judgementContent.parse(own.first) },
    others: rows
      .filter(({ judgeId }) => judgeId !== reader)
      .slice(0, maxShown)
      .map(({ id, judge, first, updatedAt, ...said }) => ({
        ...{ id, judge, updatedAt },
        ...judgementContent.parse(said),
        first: judgementContent.parse(first),
      })),
    agreement: setId
      ? agreementOnFeature(await firstJudgementsOfSet(setId), `${dictionaryId}.${index}`)
      : null,
    setAgreement: setId ? await keptAgreementOfSet(setId) : null,
  };
}
