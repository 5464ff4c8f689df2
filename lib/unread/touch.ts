import { db } from "@/lib/db/client";
import { troubleOf } from "@/lib/db/trouble";
import { notShown } from "@/lib/kept-pages/showing";

/*
 * When a circuit or a run was last read, so that what nobody reads can be let go of (./let-go.ts). Written once a day at
 * most. Whoever is about to read calls it first: then what they find is not let go of under them.
 */

export function touchCircuit(id: string): Promise<void> {
  return whereItCanBeWritten(
    () => db().$executeRaw`
    update "Circuit" set "readAt" = now() where id = ${id}::uuid and "readAt" < now() - interval '1 day'`,
  );
}

export function touchRun(id: string): Promise<void> {
  return whereItCanBeWritten(
    () => db().$executeRaw`
    update "Run" set "readAt" = now() where id = ${id}::uuid and "readAt" < now() - interval '1 day'`,
  );
}

/** A database that takes no changes, or has no room for any, can be read all the same. */
async function whereItCanBeWritten(write: () => Promise<unknown>): Promise<void> {
  try {
    // That a page was read is nothing it shows.
    await notShown(write);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble !== "read-only" && trouble !== "full") throw error;
  }
}

/** A circuit that is never let go of: a member asked for it, or it is the site's own. */
export async function keepCircuit(id: string): Promise<void> {
  await db().$executeRaw`update "Circuit" set "keptAt" = now() where id = ${id}::uuid and "keptAt" is null`;
}

/** The same of a run. */
export async function keepRun(id: string): Promise<void> {
  await db().$executeRaw`update "Run" set "keptAt" = now() where id = ${id}::uuid and "keptAt" is null`;
}
