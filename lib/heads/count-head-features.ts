import { db } from "@/lib/db/client";

export interface HeadFeatures {
  layer: number;
  head: number;
  /** Features of which no other head has a larger part. */
  features: number;
}

/** By head, how many features of a model's attention dictionary set of that name have their largest part in it. */
export async function countHeadFeatures(modelId: string, set: string): Promise<HeadFeatures[]> {
  return db().$queryRaw<HeadFeatures[]>`
    select d.layer, e."mainHead" as head, count(*)::int as features
    from "DictionarySet" s join "Dictionary" d on d."setId" = s.id
    join "FeatureEvidence" e on e."dictionaryId" = d.id
    where s."modelId" = ${modelId}::uuid and s.kind = 'attn' and s.name = ${set} and e."mainHead" is not null
    group by d.layer, e."mainHead" order by d.layer, e."mainHead"`;
}
