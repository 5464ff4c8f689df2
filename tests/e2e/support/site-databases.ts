import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startScratch } from "@/scripts/postgres/embedded";
import {
  freePort,
  openFolder,
  runCommand,
  startCommand,
  untilTrue,
} from "@/tests/integration/support/processes";

const template = "template_started";

/** Where the databases of a run's sites stand: one server for all of them, as its owner reaches it. */
export interface SiteDatabases {
  adminUrl: string;
  close(): Promise<void>;
}

/**
 * A server for the databases of all sites of a run, with that of a site which has started and computed what a start asks for. Each site
 * has a copy of it, and neither makes a server and its tables anew nor traces the first page's circuits again.
 */
export async function openSiteDatabases(): Promise<SiteDatabases> {
  const { databaseUrl: adminUrl, stop } = await startScratch();
  try {
    await asAdmin(adminUrl, `create database ${template}`);
    await startOnce(urlOf(adminUrl, template));
    await asAdmin(adminUrl, `alter database ${template} with allow_connections false`);
    // What a process left behind would keep it from being copied.
    await asAdmin(
      adminUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${template}'`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl, close: stop };
}

export interface SiteDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of a site's own: a copy of that one, or where the site has other models an empty one. */
export async function createSiteDatabase(
  adminUrl: string,
  contents: "started" | "empty" = "started",
): Promise<SiteDatabase> {
  const name = `site_${randomBytes(6).toString("hex")}`;
  await asAdmin(
    adminUrl,
    `create database ${name} template ${contents === "started" ? template : "template0"}`,
  );
  return {
    url: urlOf(adminUrl, name),
    drop: () => asAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function startOnce(databaseUrl: string): Promise<void> {
  const folder = openFolder();
  const site = runCommand(startCommand, {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: String(await freePort()),
  });
  const client = new pg.Client({ connectionString: databaseUrl });
  try {
    await site.says(/Ctrl-C stops it/, 300);
    await client.connect();
    if (!(await untilTrue(() => isIdle(client), 120)))
      throw new Error(`Jobs of a start do not end:\n${site.output()}`);
  } finally {
    await client.end();
    site.child.kill("SIGINT");
    await site.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether nothing waits that could be computed now, and nothing is being computed. */
async function isIdle(client: pg.Client): Promise<boolean> {
  await sleep(500);
  const due = "select 1 from graphile_worker.jobs where run_at <= now() or locked_at is not null limit 1";
  return (await client.query(due)).rowCount === 0;
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
