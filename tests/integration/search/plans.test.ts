import { beforeAll, expect, test, vi } from "vitest";
import { fillFindings } from "@/bench/fill-findings";
import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { databaseUrl, db } from "@/lib/db/client";
import { findAlike } from "@/lib/search/find-alike";
import { search } from "@/lib/search/search";
import { setUpSite } from "../support/site";

vi.setConfig({ hookTimeout: 240_000 });
// One connection, which is asked itself what it has read.
setUpSite({ env: { DATABASE_POOL_SIZE: "1" } });
beforeAll(async () => {
  await fillFindings(databaseUrl(), 4_000);
  await db().$executeRaw`select fill_search()`;
  await db().$executeRaw`analyze`;
});

/** How often each of the large tables was read from its beginning to its end, so far. */
async function wholeReads(): Promise<Record<string, number>> {
  await db().$executeRaw`select pg_stat_force_next_flush()`;
  const rows = await db().$queryRaw<{ name: string; reads: number }[]>`
    select relname::text as name, seq_scan::int as reads from pg_stat_user_tables
    where relname in ('FindingWords', 'Finding', 'CircuitFeature', 'Circuit', 'Run', 'Feature', 'CatalogueEntry')`;
  return Object.fromEntries(rows.map(({ name, reads }) => [name, reads]));
}

test("a table that is read whole is told", async () => {
  const before = await wholeReads();
  await db().$queryRaw`select count(*) from "Finding" where title like '%9'`;
  expect((await wholeReads()).Finding).toBe((before.Finding ?? 0) + 1);
});

test("what everything has is ranked and counted as far as is said, the last published", async () => {
  const { groups } = await search({ text: "finding", pages: [] });
  expect(groups.find(({ kind }) => kind === "findings")).toMatchObject({ count: 500, isMore: true });
});

test("circuits are found by how they are made without reading a large table whole", async () => {
  const before = await wholeReads();
  for (const address of [
    "path=attn-attn",
    "path=attn-mlp&starts=word0&crosses=0",
    "path=attn-mlp&feature=storybook-4l/attn/0/0",
    "starts=word4000&sort=completeness",
    "crosses=99",
  ])
    await findInCatalogue({ query: queryOfAddress(new URLSearchParams(address)) });
  expect(await wholeReads()).toEqual(before);
});

test("circuits alike are found without reading a large table whole", async () => {
  const before = await wholeReads();
  const { items } = await findAlike({ circuitId: "00000000-0000-7000-8300-000000000007" });
  expect(items.length).toBeGreaterThan(0);
  expect(await wholeReads()).toEqual(before);
});
