import { setTimeout as sleep } from "node:timers/promises";
import { describeError } from "../command-line";
import { startEmbedded } from "../postgres/embedded";
import type { PostgresServer } from "../postgres/server";
import { say } from "../progress.mjs";
import { checkExternalDatabase } from "./external-database";
import { Pauses } from "./pauses";
import { describeCrash } from "./supervise";

export interface OpenDatabase {
  databaseUrl: string;
  /** Where the embedded server's files stand. */
  folder?: string;
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
    const pauses = new Pauses();
    // Null where the last try to start it again failed.
    let upSince: number | null = performance.now();
    while (!closing) {
      if (upSince !== null) await server.exited;
      if (closing) return;
      const pause = pauses.next(upSince === null ? null : performance.now() - upSince);
      say(describeCrash("the database server", "see postgres.log", pause));
      await sleep(pause.millis);
      if (closing) return;
      upSince = await embedded.restart().then(
        (restarted) => {
          server = restarted;
          return performance.now();
        },
        (error: unknown) => {
          say(describeError(error));
          return null;
        },
      );
    }
  }

  void keepRunning();
  return {
    databaseUrl: embedded.databaseUrl,
    folder: embedded.folder,
    async close() {
      closing = true;
      await server.stop();
    },
  };
}
