import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { startEmbedded } from "@/scripts/postgres/embedded";

declare module "vitest" {
  interface ProvidedContext {
    /** The whole run's PostgreSQL, as its owner. */
    adminDatabaseUrl: string;
    /** A migrated database without rows; each test file works on a copy of it. */
    templateDatabase: string;
  }
}

/** One PostgreSQL for the whole run, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "commons-test-"));
  // As root the server runs as another user, who has to pass through.
  chmodSync(dataDir, 0o711);
  const { databaseUrl, server } = await startEmbedded({ dataDir, durable: false });
  const teardown = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await prepareTemplate(databaseUrl);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("adminDatabaseUrl", databaseUrl);
  project.provide("templateDatabase", "template_site");
  return teardown;
}

async function prepareTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("create database template_site");
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = "/template_site";
  await applyMigrations(url.href, readMigrations(path.resolve("prisma/migrations")));
}
