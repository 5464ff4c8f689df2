import { facetKinds } from "@/lib/catalogue/facet-kinds";
import { db, Prisma } from "@/lib/db/client";
import { type FoundRow, foundGroup, maxCandidates, type SearchPage } from "./found-page";
import type { LookedFor } from "./looked-for";
import { partsOf, wholeMarked } from "./marked-parts";
import type { FoundGroup } from "./view";

interface Row extends FoundRow {
  handle: string;
  marked: string;
}

/**
 * People whose handle or name has the words, those with the most published findings first. Who has published nothing is not
 * found: that somebody has an account here is nobody's business.
 */
export async function findPeople(
  lookedFor: LookedFor,
  query: string,
  { after, limit }: SearchPage,
): Promise<FoundGroup | null> {
  if (lookedFor.names === "") return null;
  const rows = await db().$queryRaw<Row[]>`
    with found as materialized (
      -- How many somebody published, the catalogue has counted.
      select u.id, u.handle, u.name, f.count as score from "User" u
      join "Facet" f on f.kind = ${facetKinds.author.code}::int and f.value = u.handle and f.count > 0
      where to_tsvector('simple', u.handle || ' ' || coalesce(u.name, '')) @@ ${lookedFor.names}::tsquery
        and u."suspendedAt" is null
      limit ${maxCandidates + 1}),
    ranked as (select * from found limit ${maxCandidates}),
    page as (select * from ranked where ${isAfter(after)} order by score desc, id desc limit ${limit + 1})
    select p.id as key, p.score, (select count(*) from found)::int as candidates, p.handle,
      ts_headline('simple', translate(coalesce(p.name || ' ', '') || p.handle, ${"\ue000\ue001"}, ''),
        ${lookedFor.names}::tsquery, ${wholeMarked}) as marked
    from page p order by p.score desc, p.id desc`;
  return foundGroup("people", query, rows, limit, ({ handle, marked, score }) => ({
    href: `/users/${encodeURIComponent(handle)}`,
    title: partsOf(marked),
    about: `person, ${score === 1 ? "one published finding" : `${score} published findings`}`,
    excerpt: [],
  }));
}

function isAfter(after: SearchPage["after"]): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  return Prisma.sql`(score, id) < (${after.score}::int, ${after.key}::uuid)`;
}
