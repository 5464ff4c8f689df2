import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { codes, facetKinds } from "@/lib/catalogue/facet-kinds";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
let client: pg.Client;

const migrations = readMigrations("prisma/migrations");
const renumbering = migrations.findIndex(({ name }) => name.endsWith("_facet_kinds"));

beforeAll(async () => {
  database = await createTestDatabase("empty");
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const rowsOf = async (sql: string) => (await client.query(sql)).rows;

/** Which entries have which values: by their facets, by the bits of these, and as counted. */
const held = () =>
  rowsOf(`
    select f.kind, f.value, f.count, f."hasBits",
      (select array_agg(e.number order by e.number) from "CatalogueEntry" e where e.facets @> array[f.id]) as entries,
      (select sum(bit_count(b.bits))::int from "FacetBits" b where b."facetId" = f.id) as bits
    from "Facet" f order by f.kind, f.value`);

/** As a release with sixteen kinds stored them: findings of 70 tags, each under some of five others and on one of two circuits. */
const stored = `
  insert into "User" (id, handle, "updatedAt") values ('00000000-0000-7000-8000-000000000001', 'somebody', now());
  insert into "Model" (id, name, "displayName", description, architecture, licence, checksum, layers, heads, "dModel", "contextLength",
    "vocabularySize", "parameterCount", processing)
    values ('00000000-0000-7000-8000-000000000002', 'm', 'M', '', 'gpt2', 'MIT', 'm', 2, 2, 8, 16, 100, 1000, '{}');
  insert into "Run" (id, "modelId", identity, text, "tokenIds", "tokenTexts", features, "featureCount", predictions, "computedAt")
    values ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002', 'r', 'Mary said', '{0,1,2}',
      '{<s>,Mary," said"}', '', 0, '[]', now());
  insert into "Circuit" (id, "runId", identity, target, mode, threshold, "edgeThreshold", "maxNodes", "completenessScore", "computedAt")
    select ('00000000-0000-7000-8000-00000000010' || n)::uuid, '00000000-0000-7000-8000-000000000003', 'c' || n, 'logit.7@2', 'direct',
      0.01, 0.001, 5000, 0.3 + n * 0.5, now() from generate_series(0, 1) n;
  insert into "Finding" (id, "circuitId", "authorId", title, body, tags, "createdAt", "updatedAt", "publishedAt", "publishedRevision")
    select gen_random_uuid(), ('00000000-0000-7000-8000-00000000010' || n % 2)::uuid, '00000000-0000-7000-8000-000000000001', 'Title ' || n,
      'Body', array['tag ' || n, 'fifth ' || n % 5], now(), now(), now(), 1 from generate_series(1, 70) n`;

test("facets that were numbered with room for sixteen kinds are found by their new numbers, with the same entries, bits and counts", async () => {
  expect(renumbering).toBeGreaterThan(0);
  await applyMigrations(database.url, migrations.slice(0, renumbering));
  await client.query(stored);
  const before = await held();
  // Ids that the new numbers are again, so that one is given while another still has it.
  const clashes = await rowsOf(
    `select 1 from "Facet" a join "Facet" b on b.id = a.id / 16 * 64 + a.id % 16 and b.id <> a.id`,
  );
  expect(clashes.length).toBeGreaterThan(5);
  expect(before.filter(({ hasBits }) => hasBits).length).toBeGreaterThan(2);
  expect(before.find(({ value }) => value === "somebody")).toMatchObject({ kind: 7, count: 70, bits: 70 });

  await applyMigrations(database.url, migrations.slice(0, renumbering + 1));
  expect(await held()).toEqual(before);
  expect(await rowsOf(`select 1 from "Facet" where id % ${codes} <> kind`)).toEqual([]);
  const indexes = await rowsOf(
    `select indexname from pg_indexes where tablename in ('Facet', 'FacetBits', 'CatalogueEntry')`,
  );
  expect(indexes.map(({ indexname }) => indexname)).toEqual(
    expect.arrayContaining(["Facet_pkey", "FacetBits_pkey", "CatalogueEntry_facets_idx"]),
  );
});

test("what is published afterwards is counted beside it, and takes no number that is given", async () => {
  await client.query(`update "Finding" set tags = array['new tag', 'fifth 1'] where title = 'Title 1'`);
  await client.query(`update "Finding" set "publishedAt" = null where title = 'Title 2'`);
  const after = await held();
  const count = (value: string) => after.find((row) => row.value === value)?.count;
  expect([count("new tag"), count("tag 1"), count("fifth 1"), count("fifth 2"), count("somebody")]).toEqual([
    ...[1, 0, 14, 13, 69],
  ]);
  expect(after.find(({ value }) => value === "somebody")).toMatchObject({ bits: 69 });
  const [row] = await rowsOf(`select id % ${codes} as kind from "Facet" where value = 'new tag'`);
  expect(row).toEqual({ kind: facetKinds.tag.code });
});

test("there is room for kinds beyond the sixteenth, and none is taken twice", () => {
  const taken = Object.values(facetKinds).map(({ code }) => code);
  expect(new Set(taken).size).toBe(taken.length);
  expect(Math.max(...taken)).toBeLessThan(codes);
  expect(codes).toBe(64);
});
