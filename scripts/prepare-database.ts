import path from "node:path";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { installQueue } from "@/lib/jobs/install-queue";

/** The site's tables and the queue's, brought up to date; safe to run again and at once with others. */
export async function prepareDatabase(databaseUrl: string): Promise<string[]> {
  const applied = await applyMigrations(databaseUrl, readMigrations(path.resolve("prisma/migrations")));
  await installQueue(databaseUrl);
  return applied;
}
