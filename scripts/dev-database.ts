import path from "node:path";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { env } from "@/lib/env";
import { startEmbedded } from "./postgres/embedded";

/** `npx tsx scripts/dev-database.ts`: the embedded database alone, until Ctrl-C, for work on the code. */
const { databaseUrl, server } = await startEmbedded({
  dataDir: env().DATA_DIR,
  say: (line) => console.error(line),
});
await applyMigrations(databaseUrl, readMigrations(path.resolve("prisma/migrations")));
console.log(`DATABASE_URL=${databaseUrl}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
await server.exited;
