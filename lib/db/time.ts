import { db, type Transaction } from "./client";

/**
 * The time by the database's clock. Moments that one process writes and another compares are written by it: clocks of
 * machines differ, and a worker ten minutes behind is neither dead nor, ten minutes ahead, alive for good.
 */
export async function databaseTime(tx: Transaction = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("The database did not tell the time.");
  return row.now;
}
