import { beforeAll, expect, test, vi } from "vitest";
import { fillFindings } from "@/bench/fill-findings";
import { type CatalogueQuery, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { databaseUrl, db } from "@/lib/db/client";
import { setUpSite } from "../support/site";

vi.setConfig({ hookTimeout: 240_000 });
// One connection, which is asked itself what it has read.
setUpSite({ env: { DATABASE_POOL_SIZE: "1" } });

beforeAll(() => fillFindings(databaseUrl(), 20_000));

/** How often each large table was read whole, so far. */
async function wholeReads(): Promise<Record<string, number>> {
  await db().$executeRaw`select pg_stat_force_next_flush()`;
  const rows = await db().$queryRaw<{ name: string; reads: number }[]>`
    select relname as name, seq_scan::int as reads from pg_stat_user_tables
    where relname in ('CatalogueEntry', 'Facet', 'FacetBits', 'Finding', 'FindingRevision', 'Circuit', 'CircuitFeature', 'Run',
      'Verification', 'CausalCheck')`;
  return Object.fromEntries(rows.map(({ name, reads }) => [name, reads]));
}

async function readsOf(query: CatalogueQuery): Promise<{ total: number; readWhole: string[] }> {
  const before = await wholeReads();
  const { total } = await findInCatalogue({ query });
  const after = await wholeReads();
  return { total, readWhole: Object.keys(after).filter((name) => after[name] !== before[name]) };
}

test("a table that is read whole is told", async () => {
  const before = await wholeReads();
  await db().$queryRaw`select count(*) from "Finding" where title like '%9'`;
  const after = await wholeReads();
  expect(after.Finding).toBe((before.Finding ?? 0) + 1);
});

test.each([
  ["", 20_000],
  ["tag=tag+0", 1_000],
  ["model=storybook-4l&verified=yes&checked=yes", 1_000],
  ["tag=tag+0&token=word0&target=logit", 500],
  ["tag=tag+3&author=person-1&verified=yes", 1],
  ["tag=tag+450&feature=storybook-4l/attn/0/0", 1],
  ["verified=yes&completeness=0.5&sort=completeness", 1_000],
  ["checked=yes&sort=replacement", 1_000],
])("'%s' reads no table whole", async (address, atLeast) => {
  const { total, readWhole } = await readsOf(queryOfAddress(new URLSearchParams(address)));
  expect(total).toBeGreaterThanOrEqual(atLeast);
  expect(readWhole).toEqual([]);
});
