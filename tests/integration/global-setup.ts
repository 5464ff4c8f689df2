import pg from "pg";
import type { TestProject } from "vitest/node";
import { closeDatabase } from "@/lib/db/client";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { startScratch } from "@/scripts/postgres/embedded";
import { prepareDatabase } from "@/scripts/prepare-database";

declare module "vitest" {
  interface ProvidedContext {
    /** The whole run's PostgreSQL, as its owner. */
    adminDatabaseUrl: string;
    /** A migrated database without rows, and one that knows the bundled model; each test file works on a copy of either. */
    templateDatabases: { migrated: string; modelled: string };
  }
}

/** One PostgreSQL for the whole run, in a temporary folder. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { databaseUrl, stop } = await startScratch();
  const templateDatabases = { migrated: "template_site", modelled: "template_modelled" };
  try {
    await prepareTemplates(databaseUrl, templateDatabases);
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("adminDatabaseUrl", databaseUrl);
  project.provide("templateDatabases", templateDatabases);
  return stop;
}

async function prepareTemplates(
  adminUrl: string,
  { migrated, modelled }: { migrated: string; modelled: string },
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${migrated}`);
    await prepareDatabase(urlOf(adminUrl, migrated));
    await admin.query(`create database ${modelled} template ${migrated}`);
    await registerBundledModel(urlOf(adminUrl, modelled));
    // Nobody changes them from here on, nor does the server by itself.
    for (const name of [migrated, modelled])
      await admin.query(`alter database ${name} with allow_connections false`);
  } finally {
    await admin.end();
  }
}

async function registerBundledModel(databaseUrl: string): Promise<void> {
  const { DATABASE_URL } = process.env;
  process.env.DATABASE_URL = databaseUrl;
  try {
    await registerModel(await describeModel("models/storybook-4l"));
  } finally {
    await closeDatabase();
    if (DATABASE_URL === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = DATABASE_URL;
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
