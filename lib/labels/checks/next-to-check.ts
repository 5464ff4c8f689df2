import { db } from "@/lib/db/client";
import { type FeatureAddress, featurePath } from "@/lib/features/feature-address";
import type { LabelSide } from "../label-words";
import { retestDays, untestedSince } from "./retest";
import type { NextToCheck } from "./view";

/** Labels that are looked through for one that somebody may check, those of sides that changed longest ago first. */
const maxLookedAt = 500;
/** Supported ones that are looked through beside them, those first that are to be tested again for longest. */
const maxRetests = 100;

interface Row extends FeatureAddress {
  id: string;
  text: string;
  side: LabelSide;
}

interface Rater {
  raterId: string;
  byProgram: boolean;
}

/**
 * The next label for somebody to check blind: what leads a side, is not supported or is to be tested again, is not their own, and of
 * which they have not answered a hand; of what a feature makes the model say, of no label of it. Hands that were begun come first,
 * then what has waited longest. Null where there is none.
 */
export async function findNextToCheck(
  { raterId, byProgram }: Rater,
  without: readonly string[] = [],
): Promise<NextToCheck | null> {
  const [row] = await db().$queryRaw<Row[]>`
    with waiting as materialized (
      (select n."leaderId", n."dictionaryId", n.index, n.side, n."changedAt" as since from "Naming" n
        where (case when n."leaderId" is not null then n."changedAt" end) is not null and n.state <> 'supported'
        order by (case when n."leaderId" is not null then n."changedAt" end) limit ${maxLookedAt})
      union all
      (select n."leaderId", n."dictionaryId", n.index, n.side, n."standsSince" + make_interval(days => ${retestDays})
        from "Naming" n where ${untestedSince} < now() - make_interval(days => ${retestDays})
        order by ${untestedSince} limit ${maxRetests}))
    select l.id, l.text, l.side::text as side, m.name as model, s.kind::text as kind, s.name as set, d.layer, l.index
    from waiting w join "Label" l on l.id = w."leaderId"
    join "FeatureEvidence" e on e."dictionaryId" = w."dictionaryId" and e.index = w.index and e.density > 0
    join "Dictionary" d on d.id = w."dictionaryId" join "DictionarySet" s on s.id = d."setId"
    join "Model" m on m.id = s."modelId"
    left join lateral (
      select count(*)::int as asked, count(c."answeredAt")::int as answered from "LabelCheck" c
      where c."labelId" = l.id and c.wording = l.wording and c."raterId" = ${raterId}::uuid
        and c."byProgram" = ${byProgram}) own on true
    where l."authorId" is distinct from ${raterId}::uuid and (own.asked = 0 or own.answered < own.asked)
      and not (l.id = any(${[...without]}::uuid[]))
      and not (w.side = 'output' and own.asked = 0 and exists (
        select from "LabelCheck" c join "Label" o on o.id = c."labelId" and o."dictionaryId" = w."dictionaryId"
          and o.index = w.index and o.side = w.side
        where c."raterId" = ${raterId}::uuid))
    order by own.asked = 0, w.since limit 1`;
  if (!row) return null;
  const { id, text, side, ...feature } = row;
  return { labelId: id, text, side, feature: featurePath(feature) };
}
