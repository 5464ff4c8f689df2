import { db } from "@/lib/db/client";
import { cutPage, type Page } from "@/lib/paging/page";
import {
  type CatalogueCursor,
  type CatalogueQuery,
  type CatalogueSort,
  cursorAfter,
  type Filter,
} from "./catalogue-query";
import { countedSingly, countValues, type ValueCount } from "./count-values";
import { above, type EntrySet, highest, intersection, sizeOf } from "./entry-set";
import { type ReadFacet, type ReadFilter, readFacets } from "./read-facets";
import { type ListedFinding, readListed } from "./read-listed";

export interface CataloguePage extends Page<ListedFinding> {
  /** How many findings pass the filters. */
  total: number;
  counts: ValueCount[];
  /** Where nothing passes: each filter with how many there would be without it, the most first. */
  without: (Filter & { count: number })[];
}

interface Wanted {
  query: CatalogueQuery;
  /** Of another order it is no place in this one: then the list begins at its start. */
  cursor?: CatalogueCursor | undefined;
  limit?: number | undefined;
}

/** The published findings that pass every filter, a page at a time, with how many have which values. */
export async function findInCatalogue({ query, cursor, limit = 20 }: Wanted): Promise<CataloguePage> {
  const { filters, everything } = await readFacets(query.filters);
  const passing = passingOf(filters, everything);
  const after = cursor?.sort === query.sort ? cursor : undefined;
  const [places, counts] = await Promise.all([
    readPlaces({ passing, of: idsOf(filters, everything), sort: query.sort, after, most: limit + 1 }),
    countValues(filters),
  ]);
  const page = cutPage(places, limit, (place) => cursorAfter(query.sort, place));
  return {
    items: await readListed(page.items.map(({ number }) => number)),
    nextCursor: page.nextCursor,
    total: sizeOf(passing),
    counts,
    without: sizeOf(passing) > 0 ? [] : countWithout(filters, everything),
  };
}

/** The same without any counts, for who reads one page after another. */
export async function listCatalogue({ query, cursor, limit = 20 }: Wanted): Promise<Page<ListedFinding>> {
  const { filters, everything } = await readFacets(query.filters);
  const passing = passingOf(filters, everything);
  const after = cursor?.sort === query.sort ? cursor : undefined;
  const of = idsOf(filters, everything);
  const places = await readPlaces({ passing, of, sort: query.sort, after, most: limit + 1 });
  const page = cutPage(places, limit, (place) => cursorAfter(query.sort, place));
  return { ...page, items: await readListed(page.items.map(({ number }) => number)) };
}

/** How many findings pass the filters: what a list says that shows none of them. */
export async function countInCatalogue(wanted: readonly Filter[]): Promise<number> {
  const { filters, everything } = await readFacets(wanted);
  return sizeOf(passingOf(filters, everything));
}

/** How many of those that pass the filters have a number above another, and how many there are in all. */
export async function countAbove(
  wanted: readonly Filter[],
  number: number,
): Promise<{ above: number; total: number }> {
  const { filters, everything } = await readFacets(wanted);
  const passing = passingOf(filters, everything);
  return { above: sizeOf(above(passing, number)), total: sizeOf(passing) };
}

/** The number of the last entry; 0 of a catalogue without any. */
export async function lastNumber(): Promise<number> {
  const last = await db().catalogueEntry.findFirst({ orderBy: { number: "desc" }, select: { number: true } });
  return last?.number ?? 0;
}

function passingOf(filters: readonly ReadFilter[], everything: ReadFacet): EntrySet {
  if (filters.length === 0) return everything.entries;
  return intersection(filters.map(({ facet }) => facet?.entries ?? new Map()));
}

function idsOf(filters: readonly ReadFilter[], everything: ReadFacet): number[] {
  return filters.length === 0 ? [everything.id] : filters.flatMap(({ facet }) => (facet ? [facet.id] : []));
}

function countWithout(filters: readonly ReadFilter[], everything: ReadFacet): CataloguePage["without"] {
  const counts = filters.map(({ name, value }, n) => {
    const others = filters.filter((_, other) => other !== n);
    const count = others.length === 0 ? everything.count : sizeOf(passingOf(others, everything));
    return { name, value, count };
  });
  return counts.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
}

interface Place {
  number: number;
  /** That it is sorted by; 0 in the order of publication. */
  score: number;
}

interface Places {
  passing: EntrySet;
  /** The facets that make `passing`. */
  of: number[];
  sort: CatalogueSort;
  after: CatalogueCursor | undefined;
  most: number;
}

/** The first entries of a page: by number from their bits, by a score from its index as far as it must be read. */
async function readPlaces({ passing, of, sort, after, most }: Places): Promise<Place[]> {
  if (sort === "newest") return highest(passing, most, after?.number).map((number) => ({ number, score: 0 }));
  const size = sizeOf(passing);
  const bound = after ?? { score: 2, number: 0 };
  if (size <= countedSingly) return sortFew(highest(passing, countedSingly), sort, bound, most);
  return sort === "completeness"
    ? db().$queryRaw<Place[]>`
        with passing as materialized (
          select chunk, bit_and(bits) as bits from "FacetBits" where "facetId" = any(${of}::int[])
          group by chunk having count(*) = ${of.length}::int)
        select e.number, e.completeness as score from "CatalogueEntry" e
        where (e.completeness, e.number) < (${bound.score}::float8, ${bound.number}::int)
          and (select get_bit(p.bits, e.number % 32768) from passing p where p.chunk = e.number / 32768) = 1
        order by e.completeness desc, e.number desc limit ${most}::int`
    : db().$queryRaw<Place[]>`
        with passing as materialized (
          select chunk, bit_and(bits) as bits from "FacetBits" where "facetId" = any(${of}::int[])
          group by chunk having count(*) = ${of.length}::int)
        select e.number, e.replacement as score from "CatalogueEntry" e
        where (e.replacement, e.number) < (${bound.score}::float8, ${bound.number}::int)
          and (select get_bit(p.bits, e.number % 32768) from passing p where p.chunk = e.number / 32768) = 1
        order by e.replacement desc, e.number desc limit ${most}::int`;
}

async function sortFew(
  numbers: number[],
  sort: "completeness" | "replacement",
  bound: Place,
  most: number,
): Promise<Place[]> {
  const entries = await db().catalogueEntry.findMany({
    where: { number: { in: numbers } },
    select: { number: true, completeness: true, replacement: true },
  });
  return entries
    .map((entry) => ({ number: entry.number, score: entry[sort] }))
    .filter(({ number, score }) => score < bound.score || (score === bound.score && number < bound.number))
    .toSorted((a, b) => b.score - a.score || b.number - a.number)
    .slice(0, most);
}
