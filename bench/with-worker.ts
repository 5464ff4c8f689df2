import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { closeDatabase } from "@/lib/db/client";
import { closePool } from "@/lib/db/pool";
import { seed } from "@/prisma/seed";
import { startScratch } from "@/scripts/postgres/embedded";
import { ensurePrograms } from "@/scripts/prepare/prepare";
import { prepareDatabase } from "@/scripts/prepare-database";

/** A database of its own with the bundled model, and one real worker process on it, for as long as `work` takes. */
export async function withWorker(work: () => Promise<void>): Promise<void> {
  const { databaseUrl, stop } = await startScratch();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "commons-bench-"));
  Object.assign(process.env, { DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: "fatal" });
  await prepareDatabase(databaseUrl);
  await seed();
  const worker = spawn(process.execPath, [path.join(await ensurePrograms(), "workers/main.mjs")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await work();
  } finally {
    worker.kill("SIGTERM");
    await once(worker, "exit");
    await closePool();
    await closeDatabase();
    await stop();
    rmSync(dataDir, { recursive: true, force: true });
    // The notification connection would keep this process.
    setImmediate(() => process.exit());
  }
}
