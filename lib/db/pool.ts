import pg from "pg";
import { databaseUrl } from "./client";

const holder = globalThis as typeof globalThis & { circuitCommonsPool?: pg.Pool };

/** A small pool for libraries that speak to PostgreSQL themselves. */
export function pool(): pg.Pool {
  holder.circuitCommonsPool ??= new pg.Pool({
    connectionString: databaseUrl(),
    max: 3,
    connectionTimeoutMillis: 5_000,
  });
  return holder.circuitCommonsPool;
}

export async function closePool(): Promise<void> {
  await holder.circuitCommonsPool?.end();
  delete holder.circuitCommonsPool;
}
