import { setTimeout as sleep } from "node:timers/promises";
import { startEmbedded } from "../postgres/embedded";
import type { PostgresServer } from "../postgres/server";
import { say } from "../progress.mjs";
import { checkExternalDatabase } from "./external-database";
import { describeCrash, pauseMillis } from "./supervise";

export interface OpenDatabase {
  databaseUrl: string;
  close(): Promise<void>;
}

/** The operator's own database if they named one, else the embedded server, kept running until it is closed. */
export async function openDatabase(options: {
  dataDir: string;
  databaseUrl: string | undefined;
}): Promise<OpenDatabase> {
  if (options.databaseUrl !== undefined) {
    say("Using the database that DATABASE_URL names");
    await checkExternalDatabase(options.databaseUrl);
    return { databaseUrl: options.databaseUrl, close: async () => {} };
  }
  say(`Starting the embedded PostgreSQL in ${options.dataDir}`);
  const embedded = await startEmbedded({ dataDir: options.dataDir, say });
  let server: PostgresServer = embedded.server;
  let closing = false;

  async function keepRunning(): Promise<void> {
    for (let failures = 0; !closing; ) {
      await server.exited;
      if (closing) return;
      failures += 1;
      const delay = pauseMillis(failures);
      say(describeCrash("the database server", "see postgres.log", failures, delay / 1000));
      await sleep(delay);
      if (closing) return;
      server = await embedded.restart().catch(() => server);
    }
  }

  void keepRunning();
  return {
    databaseUrl: embedded.databaseUrl,
    async close() {
      closing = true;
      await server.stop();
    },
  };
}
