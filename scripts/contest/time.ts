import type { Tables } from "./tables";

/** The bounty's moments, past the triggers that keep them: nobody waits for days here. */

const pastTriggers = "set local session_replication_role = replica";

/** Has a bounty close so many milliseconds from now by the database's clock, and says when that is. */
export async function closeIn(tables: Tables, slug: string, millis: number): Promise<Date> {
  return tables.within(async (client) => {
    await client.query(pastTriggers);
    const { rows } = await client.query<{ closesAt: Date }>(
      `update "Bounty" set "closesAt" = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $2)
       where slug = $1 returning "closesAt"`,
      [slug, millis / 1000],
    );
    const [row] = rows;
    if (!row) throw new Error("There is no such bounty.");
    return row.closesAt;
  });
}

/**
 * Puts all that became of a bounty since it closed so many days back, as if so much time had passed, or with a negative number forth
 * again: what was entered was entered before that moment, and looks as if it came after until it is put back.
 */
export async function passDays(tables: Tables, slug: string, days: number): Promise<void> {
  await tables.within(async (client) => {
    await client.query(pastTriggers);
    await client.query("set local timezone = 'UTC'");
    await client.query(
      `update "Bounty" set "provisionalAt" = "provisionalAt" - make_interval(days => $2), "closesAt" = "closesAt" - make_interval(days => $2),
         "opensAt" = "opensAt" - make_interval(days => $2) where slug = $1`,
      [slug, days],
    );
    await client.query(
      `update "EntryReply" r set at = r.at - make_interval(days => $2) from "BountyEntry" e join "Bounty" b on b.id = e."bountyId"
       where e.id = r."entryId" and b.slug = $1`,
      [slug, days],
    );
  });
}

/** Gives a bounty to the site's own account: every administrator leads that. */
export async function giveToSite(tables: Tables, slug: string): Promise<void> {
  await tables.within(async (client) => {
    await client.query(pastTriggers);
    await client.query(
      `insert into "User" (id, handle, purpose, "updatedAt") values (uuidv7(), 'circuit-commons', 'site', now()) on conflict (purpose) do nothing`,
    );
    await client.query(
      `update "Bounty" set "sponsorId" = (select id from "User" where purpose = 'site') where slug = $1`,
      [slug],
    );
  });
}
