import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  url: string;
  /** Removes the database, also under connections that are still open. */
  drop(): Promise<void>;
}

/**
 * A database of the caller's own. `modelled`: with the site's tables and the bundled model; `migrated`: without rows;
 * `empty`: without any table.
 * Made in `beforeAll`, dropped in `afterAll`.
 */
export async function createTestDatabase(contents: "modelled" | "migrated" | "empty"): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = contents === "empty" ? "template0" : inject("templateDatabases")[contents];
  await asAdmin(`create database ${name} template ${template}`);
  const url = new URL(inject("adminDatabaseUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(name) };
}

/** A pool that is just closing would hear of being cut off, and have nobody to tell: it has a moment to be gone. */
async function dropDatabase(name: string): Promise<void> {
  const used = "select 1 from pg_stat_activity where datname = $1";
  for (let tries = 0; tries < 10 && (await asAdmin(used, [name])) > 0; tries++) await sleep(50);
  await asAdmin(`drop database if exists ${name} with (force)`);
}

/** Returns how many rows there are. */
async function asAdmin(statement: string, values: string[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: inject("adminDatabaseUrl") });
  await client.connect();
  try {
    return (await client.query(statement, values)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
