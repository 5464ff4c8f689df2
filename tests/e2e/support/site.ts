import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, inject } from "vitest";
import {
  freePort,
  processesOf,
  processesRunning,
  type RunningCommand,
  runCommand,
  signalProcess,
  startCommand,
  temporaryFolder,
  untilTrue,
} from "@/tests/integration/support/command";
import { createSiteDatabase, type SiteDatabase } from "./site-databases";

export interface Site {
  address: string;
  /** The one-time code that the start printed. */
  administratorCode: string;
  /** Kills the worker or the web server as a crash would; the start brings it back after a while. */
  kill(process: "worker" | "web"): void;
  /** Holds the worker where it is, alive, until the function it returns is called. */
  pauseWorker(): () => void;
  /** Where its own database is, for what writes rows past all of the site's rules. */
  databaseUrl(): string;
  /** A statement in the site's own database, past all of the site's rules; returns its rows. */
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Shuts the site's database, as its operator may, until the function it returns is called. */
  shutDatabase(): Promise<() => Promise<void>>;
}

const files = { worker: "workers/main.", web: "scripts/web." };

/**
 * The site as its operator starts it, with a data folder and a database of its own and `environment`, for the tests of one
 * file. The database is that of a site that has started before, but with other models.
 */
export function startedSite(environment: Record<string, string> = {}): Site {
  const folder = path.join(temporaryFolder(), "data");
  let database: SiteDatabase | undefined;
  const databaseUrl = () => {
    if (database === undefined) throw new Error("The site has no database yet");
    return database.url;
  };
  const site: Site = {
    address: "",
    administratorCode: "",
    kill(name) {
      for (const pid of processesRunning(folder, files[name])) signalProcess(pid, "SIGKILL");
    },
    pauseWorker() {
      const paused = processesRunning(folder, files.worker);
      for (const pid of paused) signalProcess(pid, "SIGSTOP");
      return () => {
        for (const pid of paused) signalProcess(pid, "SIGCONT");
      };
    },
    databaseUrl,
    async query(statement, values = []) {
      const client = new pg.Client({ connectionString: databaseUrl() });
      await client.connect();
      try {
        return (await client.query<Record<string, unknown>>(statement, values)).rows;
      } finally {
        await client.end();
      }
    },
    async shutDatabase() {
      const url = new URL(databaseUrl());
      const name = url.pathname.slice(1);
      // From within another database, since this one is to be left.
      url.pathname = "/postgres";
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      const allow = (is: boolean) => client.query(`alter database ${name} allow_connections ${is}`);
      await allow(false);
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
      return async () => {
        await allow(true);
        await client.end();
      };
    },
  };
  let command: RunningCommand | undefined;

  beforeAll(async () => {
    const port = String(await freePort());
    const contents = "MODELS_DIR" in environment ? "empty" : "started";
    database = await createSiteDatabase(inject("siteDatabases"), contents);
    command = runCommand(startCommand, {
      // A file asks for a few of the pages.
      PRELOAD_PAGES: "false",
      // What waits in the background is little, and a second process would open its models for that.
      WORKER_RELIEF: "false",
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      PORT: port,
      GUEST_RUNS_PER_DAY: "200",
      ...environment,
    });
    await command.says(/The site answers at/, 300);
    site.address = `http://localhost:${port}`;
    site.administratorCode = (await command.says(/invitation code (\S+)/, 300))[1] ?? "";
  });

  afterAll(async () => {
    command?.child.kill("SIGINT");
    await command?.ended;
    if (!(await untilTrue(() => processesOf(folder).length === 0, 20)))
      throw new Error(`The site left processes behind: ${processesOf(folder).join(", ")}`);
    await database?.drop();
  });

  return site;
}
