import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { allowStatements } from "@/lib/db/open-pool";
import { closePool } from "@/lib/db/pool";
import { createTestDatabase, type TestDatabase } from "./database";

/** As patient, for the same reason: what a lock is waited for on a reader's behalf is told by tests of the database's own. */
const statementSeconds = 60;

/**
 * Gives a test file a database and a data folder of its own, set in the environment before anything reads it,
 * and with the bundled model registered unless `model` is false.
 */
export function setUpSite({
  model = true,
  env = {},
}: {
  model?: boolean;
  env?: Record<string, string>;
} = {}): void {
  let database: TestDatabase;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "commons-test-"));

  beforeAll(async () => {
    database = await createTestDatabase(model ? "modelled" : "migrated");
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: "silent",
      // Whoever else has the machine at the moment is waited for.
      DATABASE_WAIT_SECONDS: "20",
      ...env,
    });
    allowStatements(statementSeconds);
  });

  afterAll(async () => {
    await closePool();
    await closeDatabase();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
}
