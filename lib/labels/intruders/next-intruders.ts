import { db } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import { hasTexts } from "./take-intruders";
import type { NextIntruders } from "./view";

interface Rater {
  raterId: string;
  byProgram: boolean;
}

/** Features that are looked through for one that somebody may be asked about, those first that weigh most in the queue. */
const maxLookedAt = 500;
/** Of those so many are looked into, whether they have texts enough. */
const maxTried = 20;
/** Until so many people have told of a feature it comes before those of which nobody has: a share of few answers says little. */
const wantedPeople = 5;

interface Row extends FeatureAddress {
  isBegun: boolean;
}

/**
 * The next feature of which somebody may say, shown no label, which of five texts does not belong: one whose labels they do not know, and of
 * which they have not answered a hand. Hands that were begun come first, then what some people have told of and not yet enough, then what
 * weighs most in the queue of labels. Null where there is none. `without` has paths of features that are not wanted now.
 */
export async function findNextIntruders(
  { raterId, byProgram }: Rater,
  without: readonly string[] = [],
): Promise<NextIntruders> {
  const rows = await db().$queryRaw<Row[]>`
    with begun as (
      select q."dictionaryId", q.index from "IntruderQuestion" q
      where q."raterId" = ${raterId}::uuid and q."byProgram" = ${byProgram}
      group by 1, 2 having bool_or(q."answeredAt" is null)),
    fresh as (
      select q."dictionaryId", q.index, q.weight from "QueuedFeature" q
      where q.fires
        and not exists (select from "IntruderQuestion" i where i."raterId" = ${raterId}::uuid
          and i."dictionaryId" = q."dictionaryId" and i.index = q.index and i."byProgram" = ${byProgram})
        and not exists (select from "Label" l where l."dictionaryId" = q."dictionaryId" and l.index = q.index
          and (l."authorId" = ${raterId}::uuid
            or exists (select from "LabelCheck" c where c."labelId" = l.id and c."raterId" = ${raterId}::uuid)
            or exists (select from "PinpointCheck" c where c."labelId" = l.id and c."raterId" = ${raterId}::uuid)))
      order by q.weight desc, q."dictionaryId", q.index limit ${maxLookedAt})
    select m.name as model, s.kind::text as kind, s.name as set, d.layer, a.index, a."isBegun"
    from (select "dictionaryId", index, true as "isBegun", 0::float8 as weight from begun
      union all select "dictionaryId", index, false, weight from fresh) a
    join "Dictionary" d on d.id = a."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    left join "Naming" n on n."dictionaryId" = a."dictionaryId" and n.index = a.index and n.side = 'input'
    cross join lateral (select coalesce((n.intruders->'people'->>'raters')::int, 0) as people) told
    where n."lockedAt" is null
    order by not a."isBegun", (case when told.people = 0 then 1 when told.people < ${wantedPeople} then 0 else 2 end),
      a.weight desc, a."dictionaryId", a.index
    limit ${without.length + maxTried}`;
  for (const { isBegun, ...feature } of rows) {
    const path = featurePath(feature);
    if (!without.includes(path) && (isBegun || (await hasTexts(feature)))) return { feature: path };
  }
  return null;
}
