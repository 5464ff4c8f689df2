import { createHash } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { applyMigrations, type Migration } from "@/lib/db/migrate";
import { prepareDatabase } from "@/scripts/prepare-database";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase("empty");
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

const first = migration("2026_first", "create table apple (id int);");
const second = migration("2026_second", "create table pear (id int); insert into apple values (1);");

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ tablename: string }>(
    "select tablename from pg_tables where schemaname = 'public' order by tablename",
  );
  return rows.map((row) => row.tablename);
}

test("migrations are applied in order, once, and recorded with Prisma's checksum", async () => {
  expect(await applyMigrations(database.url, [first, second])).toEqual(["2026_first", "2026_second"]);
  expect(await applyMigrations(database.url, [first, second])).toEqual([]);
  const { rows } = await client.query(
    "select migration_name, checksum, applied_steps_count, finished_at >= started_at as done from _prisma_migrations order by started_at",
  );
  expect(rows).toEqual([
    { migration_name: first.name, checksum: first.checksum, applied_steps_count: 1, done: true },
    { migration_name: second.name, checksum: second.checksum, applied_steps_count: 1, done: true },
  ]);
});

test("appliers that start at once apply each migration once", async () => {
  const slow = migration("2026_slow", "create table slow (id int); select pg_sleep(0.2);");
  const results = await Promise.all(
    Array.from({ length: 4 }, () => applyMigrations(database.url, [slow, first, second])),
  );
  expect(results.flat().sort()).toEqual([first.name, second.name, slow.name]);
});

test("a migration that fails half way leaves nothing behind, and those before it stay", async () => {
  const broken = migration("2026_third", "create table plum (id int); select * from nowhere;");
  await expect(applyMigrations(database.url, [first, broken])).rejects.toThrow(
    /2026_third could not be applied and was undone.*relation "nowhere" does not exist/,
  );
  expect(await tables()).toEqual(["_prisma_migrations", "apple"]);
  const mended = migration("2026_third", "create table plum (id int);");
  expect(await applyMigrations(database.url, [first, mended])).toEqual(["2026_third"]);
});

test("a migration that was changed after it was applied is refused by name", async () => {
  await applyMigrations(database.url, [first]);
  const changed = migration(first.name, "create table apple (id bigint);");
  await expect(applyMigrations(database.url, [changed, second])).rejects.toThrow(
    /2026_first was changed after it was applied/,
  );
  expect(await tables()).toEqual(["_prisma_migrations", "apple"]);
});

test("a migration that another tool began and did not finish is refused", async () => {
  await applyMigrations(database.url, [first]);
  await client.query("update _prisma_migrations set finished_at = null");
  await expect(applyMigrations(database.url, [first, second])).rejects.toThrow(
    /2026_first was begun on this database and never finished/,
  );
});

test("a database that is newer than the code is refused", async () => {
  await applyMigrations(database.url, [first, second]);
  await expect(applyMigrations(database.url, [first])).rejects.toThrow(
    /newer than this code: it has the migration 2026_second/,
  );
});

test("a database that holds somebody else's tables is refused and left alone", async () => {
  await client.query("create table accounts (id int)");
  await expect(applyMigrations(database.url, [first])).rejects.toThrow(
    /not this site's \(accounts, for one\)/,
  );
  expect(await tables()).toEqual(["accounts"]);
});

test("starts at the same moment on one empty database all find the site's tables and the queue's", async () => {
  for (let round = 0; round < 10; round++) {
    const empty = await createTestDatabase("empty");
    const starts = await Promise.allSettled(Array.from({ length: 5 }, () => prepareDatabase(empty.url)));
    await empty.drop();
    expect(starts.filter(({ status }) => status === "rejected")).toEqual([]);
  }
});
