import { db } from "@/lib/db/client";
import { report } from "./measure";

const rounds = 20;
/** The most that the database may work for one page. */
const barMillis = 20;

/** Prints how long the database works at what a page asks it, by its own account, once all of it is in memory. */
export async function reportWorked(name: string, work: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 3; round++) await work();
  const before = await workedMillis();
  for (let round = 0; round < rounds; round++) await work();
  report(`${name}, time of the database`, ((await workedMillis()) - before) / rounds, "ms", barMillis);
}

/** How long the database has worked at statements so far. The one connection that there is says it at once when it is told to. */
async function workedMillis(): Promise<number> {
  await db().$executeRaw`select pg_stat_force_next_flush()`;
  const [row] = await db().$queryRaw<{ millis: number }[]>`
    select active_time as millis from pg_stat_database where datname = current_database()`;
  return row?.millis ?? Number.NaN;
}
