import { beforeAll, expect, test, vi } from "vitest";
import { fillFindings } from "@/bench/fill-findings";
import { type CatalogueQuery, queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { countAbove, findInCatalogue, listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { maxItems } from "@/lib/collections/collection-schemas";
import { findItems, findLatestItems } from "@/lib/collections/find-items";
import { databaseUrl, db } from "@/lib/db/client";
import { entriesOf } from "@/lib/feeds/entries-of";
import { findChecked } from "@/lib/feeds/find-checked";
import { findCollected } from "@/lib/feeds/find-collected";
import { findConcerning } from "@/lib/feeds/find-concerning";
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
      'Verification', 'CausalCheck', 'CollectionItem')`;
  return Object.fromEntries(rows.map(({ name, reads }) => [name, reads]));
}

async function readsOf(query: CatalogueQuery): Promise<{ total: number; readWhole: string[] }> {
  let total = 0;
  const readWhole = await wholeReadsOf(async () => {
    ({ total } = await findInCatalogue({ query }));
  });
  return { total, readWhole };
}

async function wholeReadsOf(work: () => Promise<unknown>): Promise<string[]> {
  const before = await wholeReads();
  await work();
  const after = await wholeReads();
  return Object.keys(after).filter((name) => after[name] !== before[name]);
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

test("what concerns somebody, a feed and what is new read no table whole", async () => {
  const [author] = await db().$queryRaw<{ id: string; handle: string; count: number }[]>`
    select u.id, u.handle, count(*)::int as count from "User" u join "Finding" f on f."authorId" = u.id
    group by u.id order by count(*) desc limit 1`;
  const { id = "", handle = "" } = author ?? {};
  const own = await db().finding.findMany({
    where: { authorId: id, publishedAt: { not: null } },
    orderBy: { id: "desc" },
    take: 200,
    select: {
      ...{ id: true, title: true, circuitId: true },
      circuit: { select: { target: true, run: { select: { model: { select: { name: true } } } } } },
    },
  });
  expect(own.length).toBe(200);
  const query = queryOfAddress(new URLSearchParams("tag=tag+0&token=word0"));
  const works = [
    () => findConcerning({ id, handle }, own, 50),
    () => findChecked(own, 50),
    async () => entriesOf((await listCatalogue({ query, limit: 50 })).items),
    () => countAbove(query.filters, 10_000),
  ];
  for (const work of works)
    expect([work.toString(), await wholeReadsOf(work)]).toEqual([work.toString(), []]);
});

test("a collection of 10,000 is read a page at a time, whole nowhere", async () => {
  const ownerId = (await db().user.findFirstOrThrow({ select: { id: true } })).id;
  const data = { ownerId, title: "Long", isPublic: true, size: maxItems };
  const { id } = await db().collection.create({ data, select: { id: true } });
  await db().$executeRaw`
    insert into "CollectionItem" (id, "collectionId", "findingId", place)
    select gen_random_uuid(), ${id}::uuid, f.id, f.n
    from (select id, row_number() over (order by id) as n from "Finding" limit ${maxItems}::int) f`;
  await db().$executeRaw`analyze "CollectionItem"`;
  for (const cursor of [0, 5_000, maxItems - 20]) {
    let places: number[] = [];
    const read = async () => {
      places = (await findItems(id, { cursor })).items.map(({ place }) => place);
    };
    expect(await wholeReadsOf(read)).toEqual([]);
    expect(places).toEqual(Array.from({ length: 20 }, (_, n) => cursor + n + 1));
  }
  expect(await wholeReadsOf(() => findLatestItems(id, 50))).toEqual([]);
  const own = await db().finding.findMany({
    ...{ take: 200, select: { id: true, title: true, circuitId: true } },
  });
  const anonymous = { target: "logit.11@3", run: { model: { name: "" } } };
  const collected = () =>
    findCollected(
      crypto.randomUUID(),
      own.map((each) => ({ ...each, circuit: anonymous })),
      50,
    );
  expect(await wholeReadsOf(collected)).toEqual([]);
});
