import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { databaseName } from "./embedded";
import { processesIn, readPostmasterFile } from "./leftover";

/** The address of the embedded server that runs on a data folder; undefined where none does. */
export function runningDatabaseUrl(dataDir: string): string | undefined {
  const pointer = path.join(dataDir, "postgres.location");
  const secret = path.join(dataDir, "secrets", "database-password");
  const folder = existsSync(pointer)
    ? readFileSync(pointer, "utf8").trim()
    : path.join(path.resolve(dataDir), "postgres");
  const server = readPostmasterFile(folder);
  if (!server || !existsSync(secret) || !processesIn(folder).includes(server.pid)) return undefined;
  const password = readFileSync(secret, "utf8").trim();
  return `postgresql://postgres:${password}@127.0.0.1:${server.port}/${databaseName}`;
}
