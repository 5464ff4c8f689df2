import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

export interface TestDatabase {
  url: string;
  /** Removes the database, also under connections that are still open. */
  drop(): Promise<void>;
}

/**
 * A database of the caller's own. `migrated`: with the site's tables, no rows; `empty`: without any table.
 * Made in `beforeAll`, dropped in `afterAll`.
 */
export async function createTestDatabase(contents: "migrated" | "empty" = "migrated"): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = contents === "migrated" ? inject("templateDatabase") : "template0";
  await asAdmin(`create database ${name} template ${template}`);
  const url = new URL(inject("adminDatabaseUrl"));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("adminDatabaseUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
