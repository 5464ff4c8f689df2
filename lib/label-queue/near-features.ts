import { z } from "zod";
import { db } from "@/lib/db/client";
import { unpackDocument } from "@/lib/documents/packed-document";
import { evidenceSchema } from "@/lib/evidence-format/evidence";

/** Of the evidence only this is read here: the rest is large. */
const neighboursOnly = z.object(evidenceSchema.pick({ neighbours: true }).shape);

export interface NearFeature {
  dictionaryId: string;
  index: number;
}

/** The neighbours of the feature that a member labelled last, by what corpora and weights say of it; none before the first. */
export async function findNearFeatures(memberId: string): Promise<NearFeature[]> {
  const [last] = await db().$queryRaw<{ document: Uint8Array; indexId: string }[]>`
    select e.document, e."indexId" from (
      select "dictionaryId", index from "Label" where "authorId" = ${memberId}::uuid order by id desc limit 1) l
    join "FeatureEvidence" e on e."dictionaryId" = l."dictionaryId" and e.index = l.index`;
  if (!last) return [];
  const { neighbours } = neighboursOnly.parse(unpackDocument(last.document));
  return db().$queryRaw<NearFeature[]>`
    select d.id as "dictionaryId", n.index
    from jsonb_to_recordset(${JSON.stringify(neighbours)}::jsonb) as n(kind text, layer int, index int)
    join "IndexSet" s on s."indexId" = ${last.indexId}::uuid and s.kind::text = n.kind
    join "Dictionary" d on d."setId" = s."setId" and d.layer = n.layer`;
}
