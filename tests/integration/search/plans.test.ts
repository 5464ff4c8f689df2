import { beforeAll, describe, expect, test, vi } from "vitest";
import { wordedPages } from "@/app/_search/worded-pages";
import { fillFindings } from "@/bench/fill-findings";
import { fillNames } from "@/bench/fill-names";
import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { findPublicCollections } from "@/lib/collections/find-collections";
import { findItems } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { databaseUrl, db } from "@/lib/db/client";
import { encodeFeatures } from "@/lib/features/feature-codec";
import { findLabelsOfPerson } from "@/lib/labels/find-labels-of-person";
import { getContributions } from "@/lib/people/get-contributions";
import { getPerson } from "@/lib/people/get-person";
import { createExampleRun } from "@/lib/runs/create-run";
import { findAlike } from "@/lib/search/find-alike";
import { findByActivation } from "@/lib/search/find-by-activation";
import { readStructure } from "@/lib/search/read-structure";
import { search } from "@/lib/search/search";
import { foundKinds } from "@/lib/search/view";
import { largeTables, wholeReadsPlanned } from "../support/plans";
import { setUpSite } from "../support/site";

vi.setConfig({ hookTimeout: 240_000 });
// One connection, which is asked itself what it has read.
setUpSite({ env: { DATABASE_POOL_SIZE: "1" } });
beforeAll(async () => {
  await fillNames(databaseUrl(), 120_000);
  await fillFindings(databaseUrl(), 8_000);
  await db().$executeRaw`select fill_search()`;
  await fillCollections();
  await fillWords();
  await fillRuns();
  await fillLabels();
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

/** Collections of one to twelve findings, of many owners. */
async function fillCollections(): Promise<void> {
  await db().$executeRaw`
    insert into "Collection" (id, "ownerId", title, "isPublic", size, "updatedAt")
    select ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, u.id, 'Collection ' || n, n % 3 > 0, 1 + n % 12, now()
    from generate_series(0, 7999) n
    join (select id, row_number() over (order by id) - 1 as place, count(*) over () as people from "User") u on u.place = n % u.people`;
  await db().$executeRaw`
    insert into "CollectionItem" (id, "collectionId", "findingId", place)
    select gen_random_uuid(), c.id, f.id, k + 1
    from (select id, size, row_number() over (order by id) as n from "Collection") c cross join lateral generate_series(0, c.size - 1) k
    join (select id, row_number() over (order by id) as n from "Finding") f on f.n = 1 + (c.n * 12 + k) % 8000`;
}

/** Words that nobody looks for. */
async function fillWords(): Promise<void> {
  await db().$executeRaw`
    select keep_search_words(array_agg(left(translate(md5(n::text), '0123456789', 'ghijklmnop'), 9))) from generate_series(1, 10000) n`;
}

/** Runs that no circuit is of. */
async function fillRuns(): Promise<void> {
  await db().$executeRaw`
    insert into "Run" (id, "modelId", identity, text, "tokenIds", "tokenTexts", features, "featureCount", predictions, "computedAt")
    select ('00000000-0000-7000-9100-' || lpad(to_hex(n), 12, '0'))::uuid, m.id, 'more ' || n, 'Text', '{0}', '{a}', '', 0, '[]', now()
    from (select id from "Model" where name = 'storybook-4l') m, generate_series(1, 15000) n`;
  await db().$executeRaw`
    insert into "RunSet" ("runId", kind, "setId") select r.id, s.kind, s.id from "Run" r
    join "DictionarySet" s on s."modelId" = r."modelId" and s.rank = 0 where r.identity like 'more %'`;
}

/** A proposal for one in four features that people call something, by many people. */
async function fillLabels(): Promise<void> {
  await db().$executeRaw`
    insert into "User" (id, handle, "updatedAt") select gen_random_uuid(), 'more-' || n, now() from generate_series(1, 800) n`;
  await db().$executeRaw`
    insert into "Label" (id, "dictionaryId", index, side, "authorId", text, normal, evidence)
    select "leaderId", "dictionaryId", index, side, u.id, text, text, '{}'
    from (select *, row_number() over (order by "dictionaryId", index) as n from "Naming") g
    join (select id, row_number() over (order by id) - 1 as place, count(*) over () as people from "User") u on u.place = g.n % u.people
    where g.n % 4 = 0`;
}

/** A finished run whose features are of the model that has names. */
async function runWithFeatures(): Promise<string> {
  const { id } = await createExampleRun({ model: "storybook-4l", text: `A text ${crypto.randomUUID()}` });
  const indices = Uint32Array.from({ length: 60 }, (_, n) => n);
  const fires = {
    positions: indices.map((n) => 1 + Math.floor(n / 20)),
    indices,
    activations: new Float32Array(60).fill(1),
  };
  await db().run.update({
    where: { id },
    data: {
      ...{ features: encodeFeatures(4, [{ kind: "attn", layer: 2, ...fires }]), featureCount: 60 },
      ...{ predictions: [], computedAt: new Date() },
    },
  });
  return id;
}

describe("no statement is planned to read a large table whole", () => {
  test("and one that would be is told", async () => {
    const { read } = await wholeReadsPlanned(
      () => db().$queryRaw`select count(*) from "Finding" where title like '%9'`,
    );
    expect(read).toEqual([expect.stringContaining("Finding: select count(*)")]);
    expect(await largeTables()).toEqual(
      expect.arrayContaining([
        ...[
          "CatalogueEntry",
          "Circuit",
          "CircuitFeature",
          "Collection",
          "CollectionItem",
          "Facet",
          "Feature",
        ],
        ...[
          "FeatureEvidence",
          "Finding",
          "FindingRevision",
          "FindingWords",
          "Label",
          "Naming",
          "Run",
          "RunSet",
        ],
        ...["SearchWord"],
      ]),
    );
  });

  test.each([
    ...[
      "finding",
      "word4711",
      '"finding number"',
      "findnig",
      "zebrafinch",
      "the",
      "comma name7",
      "number",
      "name12 nubmer",
      "person 3",
    ],
    ...["person-1", "attn.1.5", "L1H2", "00000000-0000-7000-8400-000000000007", "@person-1", "中文"],
  ])("of a search for '%s', of all kinds and of each", async (text) => {
    const { read, statements } = await wholeReadsPlanned(async () => {
      await search({ text, pages: wordedPages });
      for (const kind of foundKinds) await search({ text, kind, pages: wordedPages, limit: 50 });
    });
    expect(read).toEqual([]);
    expect(statements).toBeGreaterThan(4);
  });

  test("of the next page of a search", async () => {
    const { groups } = await search({ text: "finding", kind: "findings", pages: [] });
    const { searchCursor } = await import("@/lib/search/search-cursor");
    const after = searchCursor.parse(groups[0]?.nextCursor);
    const { read } = await wholeReadsPlanned(() =>
      search({ text: "finding", kind: "findings", cursors: { findings: after }, pages: [] }),
    );
    expect(read).toEqual([]);
  });

  const structures = [
    ...[
      "path=attn-attn",
      "path=attn-mlp&starts=word0&crosses=0",
      "starts=word4000&sort=completeness",
      "crosses=99",
    ],
    ...[
      "path=attn-mlp&feature=storybook-4l/attn/0/0",
      "model=storybook-4l&verified=yes&checked=yes",
      "tag=tag+0&token=word0&target=logit",
    ],
    ...[
      "author=person-0&checked=yes",
      "verified=yes&completeness=0.5&sort=completeness",
      "checked=yes&sort=replacement",
      "",
    ],
  ];
  test.each(structures)("of findings with '%s', and their counts", async (address) => {
    const params = new URLSearchParams(address);
    const { read } = await wholeReadsPlanned(async () => {
      const { filters } = await readStructure(params);
      await findInCatalogue({ query: { ...queryOfAddress(params), filters } });
    });
    expect(read).toEqual([]);
  });

  test("of the same circuit elsewhere, and of a question that begins with a circuit", async () => {
    const circuitId = "00000000-0000-7000-8300-000000000007";
    const { read } = await wholeReadsPlanned(async () => {
      await findAlike({ circuitId });
      await readStructure(new URLSearchParams({ like: circuitId, has: "attn.1.5" }));
    });
    expect(read).toEqual([]);
  });

  test("of a person's page and of a collection's", async () => {
    const owner = await db().collection.findFirstOrThrow({
      where: { isPublic: true },
      include: { owner: true },
    });
    const { handle } = owner.owner;
    const viewer = { kind: "guest", key: "somebody" } as const;
    const { read } = await wholeReadsPlanned(async () => {
      await getPerson(handle);
      await getContributions(handle);
      await findLabelsOfPerson({ handle });
      await findPublicCollections({ handle, limit: 5 });
      await findInCatalogue({ query: queryOfAddress(new URLSearchParams({ author: handle })) });
      await findPublicCollections();
      await getCollection({ collectionId: owner.id, viewer });
      await findItems(owner.id);
    });
    expect(read).toEqual([]);
  });

  test("of what fires most at some tokens", async () => {
    const run = await runWithFeatures();
    const { read, statements } = await wholeReadsPlanned(() => findByActivation(run, [1, 2]));
    expect(read).toEqual([]);
    expect(statements).toBeGreaterThan(1);
  });
});
