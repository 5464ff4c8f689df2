import { db } from "@/lib/db/client";

/** What somebody has given that is public, in numbers, and how well they told blind what they were asked. */
export interface Contributions {
  findings: number;
  /** Labels that stand; of these, what their side is called; and of these, those that blind answers support. */
  labels: { standing: number; leading: number; supported: number };
  /**
   * Their blind answers, of hands that are answered whole, without those where they could not tell: how many were right of texts in which
   * the feature fires, of drawn ones in which it does not, and of near misses.
   */
  told: Record<"firing" | "silent" | "near", { right: number; of: number }>;
}

interface Row {
  findings: number;
  standing: number;
  leading: number;
  supported: number;
  firingRight: number;
  firing: number;
  silentRight: number;
  silent: number;
  nearRight: number;
  near: number;
}

/** The same for everybody. Of somebody suspended there is nothing, as there is no page of theirs. */
export async function getContributions(handle: string): Promise<Contributions> {
  const [row] = await db().$queryRaw<Row[]>`
    with person as (select id from "User" where handle = ${handle} and "suspendedAt" is null),
    hands as (
      select "labelId", wording from "LabelCheck" where "raterId" = (select id from person)
        and not "byProgram" and stratum->>'is' <> 'continuation'
      group by 1, 2 having bool_and("answeredAt" is not null)),
    answers as (
      select c.fires, c.says, c.stratum->>'is' = 'near' as near
      from hands h join "LabelCheck" c on c."labelId" = h."labelId" and c.wording = h.wording
      where c."raterId" = (select id from person) and not c."byProgram" and c."goldId" is null
        and c.says is not null),
    labels as (
      select n."leaderId" = l.id as leads, n.state = 'supported' as supported
      from "Label" l join "Naming" n on n."dictionaryId" = l."dictionaryId" and n.index = l.index and n.side = l.side
      where l."authorId" = (select id from person) and l."withdrawnAt" is null)
    select (select count(*)::int from "Finding" where "authorId" = (select id from person)
        and "publishedAt" is not null) as findings,
      (select count(*)::int from labels) as standing,
      (select count(*)::int from labels where leads) as leading,
      (select count(*)::int from labels where leads and supported) as supported,
      count(*) filter (where fires and says)::int as "firingRight", count(*) filter (where fires)::int as firing,
      count(*) filter (where not fires and not near and not says)::int as "silentRight",
      count(*) filter (where not fires and not near)::int as silent,
      count(*) filter (where near and not says)::int as "nearRight", count(*) filter (where near)::int as near
    from answers`;
  if (!row) throw new Error("A query of one row gave none.");
  return {
    findings: row.findings,
    labels: { standing: row.standing, leading: row.leading, supported: row.supported },
    told: {
      firing: { right: row.firingRight, of: row.firing },
      silent: { right: row.silentRight, of: row.silent },
      near: { right: row.nearRight, of: row.near },
    },
  };
}
