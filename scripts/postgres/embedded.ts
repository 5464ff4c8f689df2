import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { findBinaries } from "./binaries";
import { ensureCluster, ensureSecret } from "./cluster";
import { placeCluster } from "./place";
import { type PostgresServer, startServer } from "./server";

export interface EmbeddedOptions {
  dataDir: string;
  /** False trades safety after a power cut for speed; for databases that are thrown away. */
  durable?: boolean;
  say?: (line: string) => void;
}

export interface EmbeddedPostgres {
  databaseUrl: string;
  /** Where its files stand. */
  folder: string;
  server: PostgresServer;
  /** Starts the server again, on the same port, after it has gone. */
  restart(): Promise<PostgresServer>;
}

export const databaseName = "circuit_commons";

/** For many sites and tests at once, of which nothing has to outlast the machine. */
const throwAwaySettings = {
  ...{ fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  max_connections: "600",
};

/** The embedded PostgreSQL of a data folder: made if it is not there, started, with our database in it. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, say = () => {} } = options;
  makeDataDir(dataDir);
  const place = placeCluster(dataDir, findBinaries(), say);
  const password = ensureSecret(path.join(dataDir, "secrets", "database-password"));
  ensureCluster(place, { password, durable });
  const plan = {
    ...place,
    logFile: path.join(dataDir, "postgres.log"),
    settings: durable ? {} : throwAwaySettings,
  };
  const server = await startServer(plan);
  const { port } = server;
  const urlOf = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabase(urlOf("postgres"));
  } catch (error) {
    await server.stop();
    throw error;
  }
  const restart = () => startServer({ ...plan, port });
  return { databaseUrl: urlOf(databaseName), folder: place.folder, server, restart };
}

/** Others may pass through (root's database server must), but only the owner can list it. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    // Nobody else makes it meanwhile: the data folder is ours.
    const found = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** An empty database in a temporary folder, which goes when it is stopped. */
export async function startScratch(): Promise<{ databaseUrl: string; stop: () => Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "commons-scratch-"));
  // As root the server runs as another user, who has to pass through.
  chmodSync(dataDir, 0o711);
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  try {
    const { databaseUrl, server } = await startEmbedded({ dataDir, durable: false });
    return { databaseUrl, stop: () => server.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
