import type pg from "pg";
import { noteUntold } from "@/lib/kept-pages/showing";
import { databaseUrl } from "./client";
import { openPool } from "./open-pool";

const holder = globalThis as typeof globalThis & { circuitCommonsPool?: pg.Pool };

/** A small pool for libraries that speak to PostgreSQL themselves. */
export function pool(): pg.Pool {
  // Nobody sees what is asked through it.
  noteUntold();
  holder.circuitCommonsPool ??= openPool(databaseUrl(), 3);
  return holder.circuitCommonsPool;
}

export async function closePool(): Promise<void> {
  await holder.circuitCommonsPool?.end();
  delete holder.circuitCommonsPool;
}
