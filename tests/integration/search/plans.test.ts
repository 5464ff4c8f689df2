import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test, vi } from "vitest";
import { db } from "@/lib/db/client";
import { findAlike } from "@/lib/search/find-alike";
import { search } from "@/lib/search/search";
import { fillSearch } from "../support/fill-search";
import { setUpSite } from "../support/site";

vi.setConfig({ hookTimeout: 120_000 });
setUpSite();
beforeAll(() => fillSearch(4_000));

/** How often each of the large tables was read from its beginning to its end. */
async function wholeReads(): Promise<Record<string, bigint>> {
  // A connection tells what it has read once it has been idle for a second.
  await sleep(1_500);
  const rows = await db().$queryRaw<{ name: string; reads: bigint }[]>`
    select relname::text as name, seq_scan as reads from pg_stat_user_tables
    where relname in ('FindingWords', 'Finding', 'CircuitFeature', 'Circuit', 'Run', 'Feature')`;
  return Object.fromEntries(rows.map(({ name, reads }) => [name, reads]));
}

test("a search reads no large table whole, be the word rare, on everything, begun, mistyped or nowhere", async () => {
  const before = await wholeReads();
  for (const text of ["word4900", "everywhere", "wor", "everywhree", '"of heads"', "zebrafinch"]) {
    const { groups } = await search({ text, pages: [] });
    if (text !== "zebrafinch" && text !== "word4900") expect([text, groups.length]).toEqual([text, 1]);
  }
  expect(await wholeReads()).toEqual(before);
});

test("what everything has is ranked and counted as far as is said, the last published", async () => {
  const [group] = (await search({ text: "everywhere", pages: [] })).groups;
  expect(group).toMatchObject({ kind: "findings", count: 500, isMore: true });
});

test("circuits alike are found without reading a large table whole", async () => {
  const before = await wholeReads();
  const { items } = await findAlike({ circuitId: "00000000-0000-7000-8300-000000000007" });
  expect(items.length).toBeGreaterThan(0);
  expect(await wholeReads()).toEqual(before);
});
