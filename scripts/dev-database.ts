import { env } from "@/lib/env";
import { runAsCommand } from "./command-line";
import { startEmbedded } from "./postgres/embedded";
import { prepareDatabase } from "./prepare-database";
import { claimDataFolder } from "./start/data-folder";

/** `npx tsx scripts/dev-database.ts`: the embedded database alone, until Ctrl-C, for work on the code. */
await runAsCommand(async () => {
  const { DATA_DIR } = env();
  claimDataFolder(DATA_DIR, "a database for development");
  const { databaseUrl, server } = await startEmbedded({
    dataDir: DATA_DIR,
    say: (line) => console.error(line),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void server.stop());
  await prepareDatabase(databaseUrl);
  console.log(`DATABASE_URL=${databaseUrl}`);
  await server.exited;
});
