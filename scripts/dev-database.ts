import { env } from "@/lib/env";
import { startEmbedded } from "./postgres/embedded";
import { prepareDatabase } from "./prepare-database";

/** `npx tsx scripts/dev-database.ts`: the embedded database alone, until Ctrl-C, for work on the code. */
const { databaseUrl, server } = await startEmbedded({
  dataDir: env().DATA_DIR,
  say: (line) => console.error(line),
});
await prepareDatabase(databaseUrl);
console.log(`DATABASE_URL=${databaseUrl}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
await server.exited;
