import { db } from "@/lib/db/client";

/** How often others said the same of features of which somebody was so sure. */
export interface Sureness {
  /** 0 to 4, as they stated it. */
  confidence: number;
  /** Features of which others judged too. */
  features: number;
  /** The mean over these of the share of others who said the same: one meaning, or several. */
  agreed: number;
}

/** With fewer shared features it would say how few they are. */
const minFeatures = 5;

/**
 * Whether somebody's sureness tells anything: of what they said first of features, blind to others, by how sure they said they were.
 * Others may all be wrong: it is agreement, and nothing is known to be true of it. Null where they share too few features with others.
 */
export async function getCalibration(handle: string): Promise<Sureness[] | null> {
  const rows = await db().$queryRaw<Sureness[]>`
    select (j.first->>'confidence')::int as confidence, count(*)::int as features, avg(o.agreed)::float8 as agreed
    from "User" p join "Judgement" j on j."judgeId" = p.id
    join lateral (
      select avg((o.first->>'hasOneMeaning' = j.first->>'hasOneMeaning')::int) as agreed from "Judgement" o
      left join "User" u on u.id = o."judgeId"
      where o."dictionaryId" = j."dictionaryId" and o.index = j.index and o.id <> j.id and u."suspendedAt" is null
        and o."takenBackAt" is null and o."isBlind") o
      on o.agreed is not null
    where p.handle = ${handle} and p."suspendedAt" is null and j."takenBackAt" is null and j."isBlind"
    group by 1 order by 1`;
  return rows.reduce((sum, { features }) => sum + features, 0) >= minFeatures ? rows : null;
}
