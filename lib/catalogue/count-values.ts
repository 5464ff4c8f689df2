import { db } from "@/lib/db/client";
import { highest, intersection, sizeOf } from "./entry-set";
import { codes, type FacetName, facetKinds, facetNameOf, facetNames } from "./facet-kinds";
import type { ReadFilter } from "./read-facets";

/** A value with how many findings there would be if it were chosen too, or in the place of the one that is. */
export interface ValueCount {
  name: FacetName;
  value: string;
  count: number;
}

/**
 * So few findings are counted one by one, so that their own values are shown. Of more, the values that are the most frequent
 * on the whole site are counted, by their bits. A facet without bits is in fewer than this, so whatever has more has bits.
 */
export const countedSingly = 200;

/** How many of the findings that pass the filters have each value; of every kind the most frequent, and the chosen ones. */
export async function countValues(filters: readonly ReadFilter[]): Promise<ValueCount[]> {
  const questions = new Map<string, { of: ReadFilter[]; names: FacetName[] }>();
  for (const name of facetNames) {
    const of = filters.filter((filter) => !facetKinds[name].isOne || filter.name !== name);
    const key = JSON.stringify(of.map(({ name, value }) => [name, value]));
    const question = questions.get(key) ?? { of, names: [] };
    question.names.push(name);
    questions.set(key, question);
  }
  const chosen = filters.flatMap(({ facet }) => (facet ? [facet.id] : []));
  const counts = await Promise.all(
    [...questions.values()].map(({ of, names }) => countWithin(of, names, chosen)),
  );
  return counts.flat().toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

async function countWithin(
  of: readonly ReadFilter[],
  names: readonly FacetName[],
  chosen: readonly number[],
): Promise<ValueCount[]> {
  const kinds = names.map((name) => ({ code: facetKinds[name].code, shown: facetKinds[name].shown }));
  const facets = of.map(({ facet }) => facet);
  if (!facets.every((facet) => facet !== null)) return [];
  if (facets.length === 0) return named(await countAll(kinds, chosen));
  const entries = intersection(facets.map((facet) => facet.entries));
  const size = sizeOf(entries);
  if (size === 0) return [];
  if (size <= countedSingly) return named(await countSingly(highest(entries, countedSingly), kinds, chosen));
  return named(
    await countByBits(
      facets.map(({ id }) => id),
      kinds,
      chosen,
    ),
  );
}

interface Kind {
  code: number;
  shown: number;
}

interface CountRow {
  id: number;
  value: string;
  count: number;
}

function named(rows: readonly CountRow[]): ValueCount[] {
  return rows.flatMap(({ id, value, count }) => {
    const name = facetNameOf(id);
    return name ? [{ name, value, count }] : [];
  });
}

const codesOf = (kinds: readonly Kind[]) => kinds.map(({ code }) => code);
const shownOf = (kinds: readonly Kind[]) => kinds.map(({ shown }) => shown);

/** Of all findings, as the facets say it themselves. */
function countAll(kinds: readonly Kind[], chosen: readonly number[]): Promise<CountRow[]> {
  return db().$queryRaw<CountRow[]>`
    select f.id, f.value, f.count from unnest(${codesOf(kinds)}::int[], ${shownOf(kinds)}::int[]) as wanted(kind, shown)
    cross join lateral (
      select id, value, count from "Facet" f where f.kind = wanted.kind and f.count > 0 order by f.count desc, f.id limit wanted.shown) f
    union
    select id, value, count from "Facet" where id = any(${chosen}::int[]) and kind = any(${codesOf(kinds)}::int[])`;
}

function countSingly(
  numbers: readonly number[],
  kinds: readonly Kind[],
  chosen: readonly number[],
): Promise<CountRow[]> {
  return db().$queryRaw<CountRow[]>`
    with counted as (
      select h.id, count(*)::int as count
      from "CatalogueEntry" e cross join lateral unnest(e.facets) as h(id)
      where e.number = any(${numbers}::int[]) and h.id % ${codes}::int = any(${codesOf(kinds)}::int[])
      group by h.id),
    ranked as (
      select id, count, row_number() over (partition by id % ${codes}::int order by count desc, id) as rank from counted)
    select f.id, f.value, ranked.count
    from ranked join unnest(${codesOf(kinds)}::int[], ${shownOf(kinds)}::int[]) as wanted(kind, shown)
      on wanted.kind = ranked.id % ${codes}::int
    join "Facet" f on f.id = ranked.id
    where ranked.rank <= wanted.shown or ranked.id = any(${chosen}::int[])`;
}

function countByBits(
  within: readonly number[],
  kinds: readonly Kind[],
  chosen: readonly number[],
): Promise<CountRow[]> {
  return db().$queryRaw<CountRow[]>`
    with passing as materialized (
      select chunk, bit_and(bits) as bits from "FacetBits" where "facetId" = any(${within}::int[])
      group by chunk having count(*) = ${within.length}::int),
    asked as materialized (
      select f.id, f.value, f."hasBits"
      from unnest(${codesOf(kinds)}::int[], ${shownOf(kinds)}::int[]) as wanted(kind, shown)
      cross join lateral (
        select id, value, "hasBits" from "Facet" f where f.kind = wanted.kind and f.count > 0
        order by f.count desc, f.id limit wanted.shown) f
      union
      select id, value, "hasBits" from "Facet" where id = any(${chosen}::int[]) and kind = any(${codesOf(kinds)}::int[]))
    select id, value, count from (
      select asked.id, asked.value, case when asked."hasBits"
        then (select coalesce(sum(bit_count(b.bits & passing.bits)), 0)::int
          from passing join "FacetBits" b on b."facetId" = asked.id and b.chunk = passing.chunk)
        else (select count(*)::int from "CatalogueEntry" e join passing on passing.chunk = e.number / 32768
          where e.facets @> array[asked.id] and get_bit(passing.bits, e.number % 32768) = 1)
        end as count
      from asked) as counts
    where count > 0 or id = any(${chosen}::int[])`;
}
