import { db } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { NextToCheck } from "../checks/view";
import type { LabelSide } from "../label-words";

interface Rater {
  raterId: string;
  byProgram: boolean;
}

interface Row extends FeatureAddress {
  id: string;
  text: string;
  side: LabelSide;
}

/**
 * The next label for somebody to say by at which token its feature fires: by which they have said in which texts it does, and not yet all of
 * this. Hands that were begun come first, then what they answered last. Null where there is none.
 */
export async function findNextToPinpoint(
  { raterId, byProgram }: Rater,
  without: readonly string[] = [],
): Promise<NextToCheck | null> {
  const [row] = await db().$queryRaw<Row[]>`
    with answered as materialized (
      select c."labelId", c.wording, max(c."answeredAt") as at from "LabelCheck" c
      where c."raterId" = ${raterId}::uuid and c."byProgram" = ${byProgram}
      group by c."labelId", c.wording having bool_and(c."answeredAt" is not null))
    select l.id, l.text, l.side::text as side, m.name as model, s.kind::text as kind, s.name as set, d.layer, l.index
    from answered a join "Label" l on l.id = a."labelId" and l.wording = a.wording
    join "Dictionary" d on d.id = l."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    left join lateral (
      select count(*)::int as asked, count(c."answeredAt")::int as answered from "PinpointCheck" c
      where c."raterId" = ${raterId}::uuid and c."labelId" = l.id and c.wording = l.wording
        and c."byProgram" = ${byProgram}) own on true
    where l.side = 'input' and l."withdrawnAt" is null and l."authorId" is distinct from ${raterId}::uuid
      and (own.asked = 0 or own.answered < own.asked) and not (l.id = any(${[...without]}::uuid[]))
    order by own.asked = 0, a.at desc limit 1`;
  if (!row) return null;
  const { id, text, side, ...feature } = row;
  return { labelId: id, text, side, feature: featurePath(feature) };
}
