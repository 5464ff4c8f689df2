import { existsSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { closeDatabase } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { startEmbedded } from "@/scripts/postgres/embedded";
import { fillFindings } from "./fill-findings";
import { fillNames } from "./fill-names";
import { report } from "./measure";

/** So many findings, and beside them three times as many features with names. FINDINGS takes another number. */
export const findings = Number(process.env.FINDINGS || 200_000);

/**
 * Has a database filled with findings and features for as long as `work` takes, which asks it over one connection. It is kept in FILLED_DIR, below the system's
 * temporary files if nobody says otherwise, so that another bench, or the same again, finds it full; whoever wants it no more
 * deletes the folder.
 */
export async function withFilledDatabase(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  const dataDir = path.resolve(
    process.env.FILLED_DIR || path.join(os.tmpdir(), `commons-filled-${findings}`),
  );
  const { databaseUrl, server } = await startEmbedded({ dataDir, durable: false });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn", DATABASE_POOL_SIZE: "1" });
  try {
    await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
    const full = path.join(dataDir, "full");
    if (!existsSync(full)) {
      await fill(databaseUrl);
      writeFileSync(full, "");
    }
    await work(databaseUrl);
  } finally {
    await closeDatabase();
    await server.stop();
  }
}

async function fill(databaseUrl: string): Promise<void> {
  await registerModel(await describeModel("models/storybook-4l"));
  const took = async (what: string, filling: Promise<unknown>) => {
    const began = performance.now();
    await filling;
    report(`filling the database: ${what}`, (performance.now() - began) / 1000, "s");
  };
  await took("names", fillNames(databaseUrl, 3 * findings));
  await took("findings and the catalogue", fillFindings(databaseUrl, findings));
  await took("words", atOnce(databaseUrl, "select fill_search()", "vacuum analyze"));
}

/** Statements that take longer than any of the site's may. */
async function atOnce(databaseUrl: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
