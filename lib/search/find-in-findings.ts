import { db, Prisma } from "@/lib/db/client";
import { plainText } from "@/lib/findings/write-up/plain-text";
import { writeUpSchema } from "@/lib/findings/write-up/write-up";
import { type FoundRow, foundGroup, maxCandidates, type SearchPage } from "./found-page";
import type { LookedFor } from "./looked-for";
import { markFirst, partsOf, piecesMarked, unmarked, wholeMarked } from "./marked-parts";
import { wordsOf } from "./search-text";
import type { FoundGroup, FoundPart } from "./view";

/** How much of a write-up is looked through for the pieces that are shown. */
const maxShownLength = 12_000;

interface Row extends FoundRow {
  handle: string;
  name: string | null;
  title: string;
  tags: string[];
  body: string;
  writeUp: unknown;
}

/**
 * Published findings that have the words, those first in which they stand in the title, among tags, or often. Of more than
 * `maxCandidates` the last published are ranked. Nobody's draft is among them, not even the reader's own.
 */
export async function findInFindings(
  lookedFor: LookedFor,
  query: string,
  { after, limit }: SearchPage,
): Promise<FoundGroup | null> {
  if (lookedFor.stems === "") return null;
  const rows = await db().$queryRaw<Row[]>`
    with found as materialized (
      select w."findingId", w.words from "FindingWords" w
      join "Finding" f on f.id = w."findingId" and f."publishedAt" is not null
      join "User" u on u.id = f."authorId" and u."suspendedAt" is null
      where w.words @@ ${lookedFor.stems}::tsquery
      order by w."publishedAt" desc, w."findingId" desc limit ${maxCandidates + 1}),
    ranked as (
      select "findingId" as id, (1e6 * ts_rank('{0.05, 0.1, 0.4, 1}', words, ${lookedFor.stems}::tsquery))::int as score
      from found limit ${maxCandidates}),
    page as (select * from ranked where ${isAfter(after)} order by score desc, id desc limit ${limit + 1})
    select p.id as key, p.score, (select count(*) from found)::int as candidates,
      u.handle, u.name, f.title, f.tags, f.body, r."writeUp"
    from page p join "Finding" f on f.id = p.id join "User" u on u.id = f."authorId"
    left join "FindingRevision" r on r."findingId" = f.id and r.number = f.revision
    order by p.score desc, p.id desc`;
  const marked = await markRows(rows.slice(0, limit), lookedFor);
  return foundGroup("findings", query, rows, limit, ({ key, handle, name, tags }) => {
    const { title = [], excerpt = [] } = marked.get(key) ?? {};
    const tagged = tags.length > 0 ? `, tagged ${tags.join(", ")}` : "";
    return { href: `/findings/${key}`, title, about: `finding by ${name ?? handle}${tagged}`, excerpt };
  });
}

function isAfter(after: SearchPage["after"]): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  return Prisma.sql`(score, id) < (${after.score}::int, ${after.key}::uuid)`;
}

/** Titles and pieces of the write-ups as they are read, with what was looked for marked. */
async function markRows(
  rows: readonly Row[],
  lookedFor: LookedFor,
): Promise<Map<string, { title: FoundPart[]; excerpt: FoundPart[] }>> {
  const texts = rows.map(({ title, body, writeUp }) => ({
    title: unmarked(title),
    text: unmarked(shownText(writeUp, body)),
  }));
  const marked = await db().$queryRaw<{ title: string; text: string }[]>`
    select ts_headline('english', t.title, ${lookedFor.stems}::tsquery, ${wholeMarked}) as title,
      ts_headline('english', t.text, ${lookedFor.stems}::tsquery, ${piecesMarked}) as text
    from unnest(${texts.map((each) => each.title)}::text[], ${texts.map((each) => each.text)}::text[])
      with ordinality as t(title, text, n)
    order by t.n`;
  const words = wordsOf(lookedFor);
  return new Map(
    rows.map(({ key }, n) => [
      key,
      {
        title: markFirst(partsOf(marked[n]?.title ?? ""), words),
        excerpt: markFirst(partsOf(marked[n]?.text ?? ""), words),
      },
    ]),
  );
}

/** A write-up that an earlier release saved has no tree until it is saved again: then its Markdown is shown. */
function shownText(writeUp: unknown, body: string): string {
  const { data } = writeUpSchema.safeParse(writeUp);
  return data ? plainText(data, maxShownLength) : body.slice(0, maxShownLength).toWellFormed();
}
