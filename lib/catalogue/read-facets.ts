import { db } from "@/lib/db/client";
import { toStorable } from "@/lib/db/storable-text";
import type { Filter } from "./catalogue-query";
import { type EntrySet, setOf } from "./entry-set";
import { everythingCode, facetKinds } from "./facet-kinds";

/** A facet with the entries that have it. */
export interface ReadFacet {
  id: number;
  /** How many entries have it. */
  count: number;
  /** Which; of what stands for everything only where nothing else is asked. */
  entries: EntrySet;
}

/** A filter with its facet; null where no finding has ever had the value. */
export interface ReadFilter extends Filter {
  facet: ReadFacet | null;
}

interface FacetRow {
  id: number;
  kind: number;
  value: string;
  count: number;
  hasBits: boolean;
}

/** Reads which entries each filter lets through, and all there are: two queries, or one more where a value is rare. */
export async function readFacets(
  filters: readonly Filter[],
): Promise<{ filters: ReadFilter[]; everything: ReadFacet }> {
  const kinds = [everythingCode, ...filters.map(({ name }) => facetKinds[name].code)];
  // What cannot be stored is no facet's value, also where the one it is asked by is.
  const values = ["", ...filters.map(({ value }) => toStorable(value))];
  const rows = await db().$queryRaw<FacetRow[]>`
    select f.id, f.kind, f.value, f.count, f."hasBits"
    from unnest(${kinds}::int[], ${values}::text[]) as wanted(kind, value)
    join "Facet" f on f.kind = wanted.kind and f.value = wanted.value`;
  const needed = filters.length === 0 ? rows : rows.filter(({ kind }) => kind !== everythingCode);
  const sets = await readEntries(needed);
  const facetOf = (kind: number, value: string): ReadFacet | null => {
    const row = rows.find((each) => each.kind === kind && each.value === value);
    return row ? { id: row.id, count: row.count, entries: sets.get(row.id) ?? new Map() } : null;
  };
  return {
    filters: filters.map((each) => ({ ...each, facet: facetOf(facetKinds[each.name].code, each.value) })),
    everything: facetOf(everythingCode, "") ?? { id: everythingCode, count: 0, entries: new Map() },
  };
}

async function readEntries(facets: readonly FacetRow[]): Promise<Map<number, EntrySet>> {
  const frequent = facets.filter(({ hasBits }) => hasBits).map(({ id }) => id);
  const rare = facets.filter(({ hasBits }) => !hasBits).map(({ id }) => id);
  const [chunks, numbers] = await Promise.all([
    frequent.length === 0 ? [] : readChunks(frequent),
    Promise.all(rare.map(readNumbers)),
  ]);
  const sets = new Map<number, Map<number, Uint8Array>>(frequent.map((id) => [id, new Map()]));
  for (const { facetId, chunk, bits } of chunks) sets.get(facetId)?.set(chunk, bits);
  const few = rare.map((id, n): [number, EntrySet] => [id, setOf(numbers[n] ?? [])]);
  return new Map<number, EntrySet>([...sets, ...few]);
}

/** PostgreSQL sends a bit string as its length, in four bytes, and its bits. */
function readChunks(facetIds: readonly number[]) {
  return db().$queryRaw<{ facetId: number; chunk: number; bits: Uint8Array }[]>`
    select "facetId", chunk, substr(varbit_send(bits), 5) as bits from "FacetBits" where "facetId" = any(${facetIds}::int[])`;
}

async function readNumbers(facetId: number): Promise<number[]> {
  const rows = await db().$queryRaw<{ number: number }[]>`
    select number from "CatalogueEntry" where facets @> array[${facetId}::int]`;
  return rows.map(({ number }) => number);
}
