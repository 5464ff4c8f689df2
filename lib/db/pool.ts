import pg from "pg";
import { createLogger } from "@/lib/log";
import { databaseUrl } from "./client";

const holder = globalThis as typeof globalThis & { circuitCommonsPool?: pg.Pool };

/** A small pool for libraries that speak to PostgreSQL themselves. */
export function pool(): pg.Pool {
  holder.circuitCommonsPool ??= openPool();
  return holder.circuitCommonsPool;
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: databaseUrl(),
    max: 3,
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that the database ends is replaced by itself; unheard, it would end the process.
  opened.on("error", (error) => createLogger("pool").warn({ err: error }, "lost an idle connection"));
  return opened;
}

export async function closePool(): Promise<void> {
  await holder.circuitCommonsPool?.end();
  delete holder.circuitCommonsPool;
}
