import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { closeDatabase } from "@/lib/db/client";
import { allowStatements } from "@/lib/db/open-pool";
import { closePool } from "@/lib/db/pool";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { type EmbeddedPostgres, startEmbedded } from "@/scripts/postgres/embedded";
import { processesIn } from "@/scripts/postgres/leftover";
import { prepareDatabase } from "@/scripts/prepare-database";
import { signalProcess, temporaryFolder } from "./command";

export interface OwnServer {
  url(): string;
  /** Stops it as an operator does, and returns how to start it again at the same address. */
  stop(): Promise<() => Promise<void>>;
  /** Holds all its processes where they are: it takes connections and answers nothing. Returns how to go on. */
  pause(): () => void;
  /** Sets a setting for the whole server, for as long as `work` takes. */
  withSetting(name: string, value: string, work: () => Promise<void>): Promise<void>;
  /** A statement as its owner, on a connection of its own; returns its rows. */
  query(statement: string): Promise<Record<string, unknown>[]>;
}

/** A PostgreSQL that one test file may treat as it likes, with the site's tables and the bundled model. */
export function ownServer({ statementSeconds = 2 } = {}): OwnServer {
  const dataDir = path.join(temporaryFolder(), "data");
  const postgres = path.join(dataDir, "postgres");
  let embedded: EmbeddedPostgres;
  let server: EmbeddedPostgres["server"];

  beforeAll(async () => {
    embedded = await startEmbedded({ dataDir, durable: false });
    server = embedded.server;
    await prepareDatabase(embedded.databaseUrl);
    Object.assign(process.env, {
      DATABASE_URL: embedded.databaseUrl,
      DATA_DIR: dataDir,
      LOG_LEVEL: "silent",
    });
    allowStatements(statementSeconds);
    await registerModel(await describeModel("models/storybook-4l"));
  });

  afterAll(async () => {
    await closePool();
    await closeDatabase();
    await server.stop();
  });

  async function query(statement: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: embedded.databaseUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  }

  return {
    url: () => embedded.databaseUrl,
    query,
    async stop() {
      await server.stop();
      return async () => {
        server = await embedded.restart();
      };
    },
    pause() {
      const held = processesIn(postgres);
      for (const pid of held) signalProcess(pid, "SIGSTOP");
      return () => {
        for (const pid of held) signalProcess(pid, "SIGCONT");
      };
    },
    async withSetting(name, value, work) {
      await query(`alter system set ${name} = ${value}`);
      await query("select pg_reload_conf()");
      try {
        await work();
      } finally {
        await query(`alter system reset ${name}`);
        await query("select pg_reload_conf()");
      }
    },
  };
}
