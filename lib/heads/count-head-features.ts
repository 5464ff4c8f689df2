import { db } from "@/lib/db/client";
import { familyBegins } from "@/lib/features/family-names";
import { nearlyEvery } from "@/lib/features/stand-in-name";

export interface HeadFeatures {
  layer: number;
  head: number;
  /** Features of which no other head has a larger part. */
  features: number;
  /** Of these, those that people have labelled. */
  labelled: number;
  /** Of these, those that are one of many alike, by family as the list of features has them. */
  dead: number;
  alwaysOn: number;
  positional: number;
  duplicate: number;
}

/** By head, how many features of a model's attention dictionary set of that name have their largest part in it. */
export async function countHeadFeatures(modelId: string, set: string): Promise<HeadFeatures[]> {
  return db().$queryRaw<HeadFeatures[]>`
    select d.layer, e."mainHead" as head, count(*)::int as features, count(n.index)::int as labelled,
      count(*) filter (where e.density = 0)::int as dead,
      count(*) filter (where e.density >= ${nearlyEvery})::int as "alwaysOn",
      count(*) filter (where e."standIn" like ${`${familyBegins.positional}%`})::int as positional,
      count(*) filter (where e."standIn" like ${`${familyBegins.duplicate}%`})::int as duplicate
    from "DictionarySet" s join "Dictionary" d on d."setId" = s.id
    join "FeatureEvidence" e on e."dictionaryId" = d.id
    left join (select distinct "dictionaryId", index from "Naming" where text is not null) n
      on n."dictionaryId" = e."dictionaryId" and n.index = e.index
    where s."modelId" = ${modelId}::uuid and s.kind = 'attn' and s.name = ${set} and e."mainHead" is not null
    group by d.layer, e."mainHead" order by d.layer, e."mainHead"`;
}
