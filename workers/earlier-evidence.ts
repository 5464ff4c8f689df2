import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { type Evidence, evidenceSchema } from "@/lib/evidence-format/evidence";

/** What earlier corpora showed of a dictionary. */
export interface EarlierEvidence {
  /** The index that was put in last; null where there was none. */
  latest: string | null;
  /** All indices whose windows its examples name. */
  indexIds: string[];
  has(indexId: string): boolean;
  of(feature: number): Evidence | undefined;
}

export async function openEarlierEvidence(dictionaryId: string): Promise<EarlierEvidence> {
  const rows = await db().featureEvidence.findMany({
    where: { dictionaryId },
    select: { index: true, indexId: true, document: true },
  });
  const documents = new Map(rows.map(({ index, document }) => [index, document]));
  const of = (feature: number) => {
    const document = documents.get(feature);
    return document && evidenceSchema.parse(unpackDocument(document));
  };
  const [first] = rows;
  // A dictionary's features were all read on the same corpora.
  const indexIds = first ? (of(first.index)?.corpora ?? []).map(({ indexId }) => indexId) : [];
  return { latest: first?.indexId ?? null, indexIds, has: (indexId) => indexIds.includes(indexId), of };
}
