import { z } from "zod";
import type { DictionaryKind } from "@/lib/circuit-format/kinds";
import { db, Prisma } from "@/lib/db/client";
import type { families } from "@/lib/evidence-format/evidence";
import { cutPage, type Page } from "@/lib/paging/page";
import { type DensityBand, densityEnds } from "./density-bands";
import { familyBegins } from "./family-names";
import type { FeatureAddress } from "./feature-address";
import type { FeatureSort, LabelFilter, ListedFeature } from "./list-view";
import { nearlyEvery } from "./stand-in-name";
import type { NamedBy } from "./view";

export interface FeatureFilter {
  /** Words of the name, the last of which may be a beginning of two letters or more. */
  words?: string | undefined;
  model?: string | undefined;
  set?: Pick<FeatureAddress, "kind" | "set"> | undefined;
  layer?: number | undefined;
  family?: (typeof families)[number] | undefined;
  density?: DensityBand | undefined;
  label?: LabelFilter | undefined;
  /** Only those of which a side came to be called or to stand as it does after then. */
  labelledSince?: Date | undefined;
  sort?: FeatureSort | undefined;
}

/** What the last feature before the page is sorted by, its dictionary and its index. */
export const featureCursor = z
  .string()
  .regex(/^\d+(\.\d+)?(e[+-]?\d+)?_[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}_\d{1,9}$/)
  .meta({ examples: ["0.25_019a22c5-5d2c-7a80-9d5d-5b8c6d0a7f11_697"] })
  .transform((text) => text.split("_"))
  .transform(([value, dictionaryId = "", index]) => ({
    ...{ value: Number(value), dictionaryId, index: Number(index) },
  }));
type Cursor = z.output<typeof featureCursor>;

interface Row {
  dictionaryId: string;
  index: number;
  name: string;
  named: NamedBy;
  density: number;
  maxActivation: number;
}

/**
 * Features that a corpus has shown something of, a page at a time: the most frequent or the strongest first. Without words
 * each dictionary's are read from its index in that order; with words all that have them are sorted.
 */
export async function findFeatures(
  filter: FeatureFilter,
  { cursor, limit = 50 }: { cursor?: Cursor | undefined; limit?: number | undefined } = {},
): Promise<Page<ListedFeature>> {
  const dictionaries = await findDictionaries(filter);
  const search = searchOf(filter);
  if (dictionaries.length === 0 || search === "nothing") return { items: [], nextCursor: null };
  const sort = filter.sort ?? "density";
  const value = sort === "density" ? Prisma.sql`e.density` : Prisma.sql`e."maxActivation"`;
  const places = dictionaries.map(({ id }) => id);
  const rows = await db().$queryRaw<Row[]>`
    with places as (select id, place from unnest(${places}::uuid[]) with ordinality as p(id, place))
    ${search ? matching(search) : inOrder(filter, value, after(value, places, cursor), limit)}
    , page as (
      select e."dictionaryId", e.index, e.density, e."maxActivation", p.place
      from found e join places p on p.id = e."dictionaryId"
      where ${after(value, places, cursor)} and ${passes(filter)}
      order by ${value} desc, p.place, e.index limit ${limit + 1})
    select e.*, n.name, n.named
    from page e join "FeatureName" n on n."dictionaryId" = e."dictionaryId" and n.index = e.index
    order by ${value} desc, e.place, e.index`;
  const byId = new Map(dictionaries.map((dictionary) => [dictionary.id, dictionary]));
  const { items, nextCursor } = cutPage(rows, limit, (row) =>
    [sort === "density" ? row.density : row.maxActivation, row.dictionaryId, row.index].join("_"),
  );
  return { nextCursor, items: items.flatMap((row) => listedFeature(row, byId.get(row.dictionaryId))) };
}

/** The first rows of each dictionary, from the index in the list's order. */
function inOrder(filter: FeatureFilter, value: Prisma.Sql, isAfter: Prisma.Sql, limit: number): Prisma.Sql {
  const { family, label, labelledSince: since } = filter;
  const dense = family === "dead" ? Prisma.sql`e.density = 0` : Prisma.sql`e.density >= ${nearlyEvery}`;
  // Few have labels: all of these are looked at, and not all features for them.
  if (since || (label !== undefined && label !== "unlabelled"))
    return Prisma.sql`, found as (
      select distinct e."dictionaryId", e.index, e.density, e."maxActivation" from "Naming" n
      join "FeatureEvidence" e on e."dictionaryId" = n."dictionaryId" and e.index = n.index
      where ${since ? namedSince(since) : Prisma.sql`n.text is not null`} and ${family ? dense : Prisma.sql`true`})`;
  return Prisma.sql`, found as (
    select e.* from places p cross join lateral (
      select e."dictionaryId", e.index, e.density, e."maxActivation" from "FeatureEvidence" e
      where e."dictionaryId" = p.id and ${isAfter} and ${family ? dense : Prisma.sql`true`} and ${passes(filter)}
      order by ${value} desc, e.index limit ${limit + 1}) e)`;
}

/** Whether a feature fires so often, and has a label that leads a side of it, or none, or one since some moment. */
function passes({
  density,
  label,
  labelledSince: since,
}: Pick<FeatureFilter, "density" | "label" | "labelledSince">): Prisma.Sql {
  const isNew = since
    ? Prisma.sql`exists (select from "Naming" n
        where n."dictionaryId" = e."dictionaryId" and n.index = e.index and ${namedSince(since)})`
    : Prisma.sql`true`;
  return Prisma.sql`${within(density)} and ${isLabelled(label)} and ${isNew}`;
}

/** By an index of what has a label alone (the migration `naming_stands_since`). */
function namedSince(since: Date): Prisma.Sql {
  return Prisma.sql`case when n."leaderId" is not null then n."standsSince" end > ${since}`;
}

function within(band: DensityBand | undefined): Prisma.Sql {
  if (band === undefined) return Prisma.sql`true`;
  const { from, below } = densityEnds[band];
  return Prisma.sql`e.density >= ${from} and e.density < ${below}`;
}

function isLabelled(label: LabelFilter | undefined): Prisma.Sql {
  if (label === undefined) return Prisma.sql`true`;
  const named = Prisma.sql`select from "Naming" n
    where n."dictionaryId" = e."dictionaryId" and n.index = e.index and n.text is not null`;
  if (label === "unlabelled") return Prisma.sql`not exists (${named})`;
  if (label === "labelled") return Prisma.sql`exists (${named})`;
  return Prisma.sql`exists (${named} and n.state = ${label}::"LabelState")`;
}

/** Every feature whose name has the words, the one made by rule or what people call it, from the two indexes of words. */
function matching({ query, begins }: Search): Prisma.Sql {
  const labelled = Prisma.sql`union
    select e."dictionaryId", e.index, e.density, e."maxActivation" from "Naming" n
    join "FeatureEvidence" e on e."dictionaryId" = n."dictionaryId" and e.index = n.index
    where to_tsvector('simple', coalesce(n.text, '')) @@ ${query}`;
  return Prisma.sql`, found as (
    select e."dictionaryId", e.index, e.density, e."maxActivation" from "FeatureEvidence" e
    where to_tsvector('simple', e."standIn") @@ ${query} and e."standIn" like ${`${begins}%`}
    ${begins === "" ? labelled : Prisma.empty})`;
}

/** What stands after the last row of the page before; the first condition is what an index begins at. */
function after(value: Prisma.Sql, places: string[], cursor: Cursor | undefined): Prisma.Sql {
  if (!cursor) return Prisma.sql`true`;
  const place = places.indexOf(cursor.dictionaryId) + 1;
  return Prisma.sql`${value} <= ${cursor.value} and (${value} < ${cursor.value}
    or p.place > ${place} or (p.place = ${place} and e.index > ${cursor.index}))`;
}

interface Search {
  query: Prisma.Sql;
  begins: string;
}

/** What a name has to hold: its words, and how those of a family begin. "nothing" where what is looked for has no words. */
function searchOf({ words, family }: FeatureFilter): Search | "nothing" | undefined {
  const found = (words ?? "").match(/[\p{L}\p{N}]+(?:\.\p{N}+)*/gu) ?? [];
  if (words?.trim() && found.length === 0) return "nothing";
  const begins = (family && familyBegins[family]) ?? "";
  const named = family === "dead" ? "never fired" : family === "always-on" ? "on nearly every token" : begins;
  if (found.length === 0 && begins === "") return undefined;
  const own = (named.match(/\w+/g) ?? []).map((word) => `'${word}'`);
  const terms = [
    ...own,
    ...found.map((word, i) => `'${word}'${i === found.length - 1 && word.length > 1 ? ":*" : ""}`),
  ];
  return { query: Prisma.sql`to_tsquery('simple', ${terms.join(" & ")})`, begins: named };
}

async function findDictionaries({ model, set, layer }: FeatureFilter) {
  return db().dictionary.findMany({
    where: {
      ...(layer !== undefined && { layer }),
      set: {
        ...(set && { kind: set.kind, name: set.set }),
        ...(model !== undefined && { model: { name: model } }),
      },
    },
    orderBy: [
      { set: { modelId: "asc" } },
      { layer: "asc" },
      { set: { kind: "asc" } },
      { set: { rank: "asc" } },
    ],
    select: {
      id: true,
      layer: true,
      set: { select: { kind: true, name: true, model: { select: { name: true } } } },
    },
  });
}

interface Dictionary {
  layer: number;
  set: { kind: DictionaryKind; name: string; model: { name: string } };
}

function listedFeature(
  { index, name, named, density, maxActivation }: Row,
  dictionary: Dictionary | undefined,
): ListedFeature[] {
  if (!dictionary) return [];
  const { layer, set } = dictionary;
  const address = { model: set.model.name, kind: set.kind, set: set.name, layer, index };
  return [{ ...address, name, named, density, maxActivation }];
}
