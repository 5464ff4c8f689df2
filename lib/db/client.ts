import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@/generated/prisma/client";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { noteReads } from "./note-reads";
import { openPool, transactionMillis } from "./open-pool";
import { retryConflicts } from "./retry-conflicts";

export { DictionaryKind, JobStatus, Prisma, Role } from "@/generated/prisma/client";

export type Database = PrismaClient;
/** What a domain function takes that may run inside somebody else's transaction. */
export type Transaction = Prisma.TransactionClient;

export function databaseUrl(): string {
  const url = env().DATABASE_URL;
  if (!url)
    throw new AppError(
      "unavailable",
      "There is no database: set DATABASE_URL, or use npm start, which brings one.",
    );
  return url;
}

// Next's development server evaluates modules again on every change; the pool must survive that.
const holder = globalThis as typeof globalThis & { circuitCommonsDatabase?: PrismaClient };

/** The one Prisma client of this process, made on first use. */
export function db(): Database {
  holder.circuitCommonsDatabase ??= noteReads(
    retryConflicts(
      new PrismaClient({
        adapter: new PrismaPg(openPool(databaseUrl(), env().DATABASE_POOL_SIZE), {
          disposeExternalPool: true,
        }),
        // Prisma's own are two seconds and five: less than a query waits for a connection, or may take.
        transactionOptions: { maxWait: env().DATABASE_WAIT_SECONDS * 1000, timeout: transactionMillis() },
      }),
    ),
  );
  return holder.circuitCommonsDatabase;
}

export async function closeDatabase(): Promise<void> {
  await holder.circuitCommonsDatabase?.$disconnect();
  delete holder.circuitCommonsDatabase;
}
