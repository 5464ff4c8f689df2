import { db } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";

/** The path of the feature that weighs most, for who only looks: nobody is given it by that. Null where none waits. */
export async function peekQueue(): Promise<string | null> {
  const [row] = await db().$queryRaw<FeatureAddress[]>`
    select m.name as model, s.kind::text as kind, s.name as set, d.layer, q.index
    from "QueuedFeature" q join "Dictionary" d on d.id = q."dictionaryId"
    join "DictionarySet" s on s.id = d."setId" join "Model" m on m.id = s."modelId"
    where q.weight >= 0 and not exists (
      select from "Naming" n where n."dictionaryId" = q."dictionaryId" and n.index = q.index and n."lockedAt" is not null)
    order by q.weight desc, q."dictionaryId", q.index limit 1`;
  return row ? featurePath(row) : null;
}
