import { db } from "@/lib/db/client";

/** Now by the database's clock, by which labels say since when they stand. */
export async function databaseMoment(): Promise<Date> {
  const [row] = await db().$queryRaw<{ now: Date }[]>`select clock_timestamp()::timestamptz(3) as now`;
  if (!row) throw new Error("the database tells no time");
  return row.now;
}
