import pg from "pg";
import type { TestProject } from "vitest/node";
import { startScratch } from "@/scripts/postgres/embedded";
import { prepareDatabase } from "@/scripts/prepare-database";

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
  const { databaseUrl, stop } = await startScratch();
  try {
    await prepareTemplate(databaseUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("adminDatabaseUrl", databaseUrl);
  project.provide("templateDatabase", "template_site");
  return stop;
}

async function prepareTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("create database template_site");
  await admin.end();
  const url = new URL(adminUrl);
  url.pathname = "/template_site";
  await prepareDatabase(url.href);
}
