import { hashOfKey, makeKey, startOfKey } from "@/lib/api-keys/key-secret";
import { BrowserUser } from "@/tests/e2e/support/browser-user";
import { Caller, type Tally } from "./caller";
import type { Tables } from "./tables";

export interface Player {
  id: string;
  handle: string;
  caller: Caller;
}

const password = "a long pass phrase";

/** People with accounts that are some weeks old and a key each, written as rows. */
export async function seatPeople(
  { tables, tally, site }: { tables: Tables; tally: Tally; site: { address: string } },
  prefix: string,
  count: number,
): Promise<Player[]> {
  const people = Array.from({ length: count }, (_, n) => ({ handle: `${prefix}-${n + 1}`, key: makeKey() }));
  return tables.within(async (client) => {
    const made = await client.query<{ id: string; handle: string }>(
      `insert into "User" (id, handle, "createdAt", "updatedAt")
       select uuidv7(), h, now() - interval '30 days', now() from unnest($1::text[]) h
       on conflict (handle) do update set "updatedAt" = now() returning id, handle`,
      [people.map(({ handle }) => handle)],
    );
    const ids = new Map(made.rows.map(({ id, handle }) => [handle, id]));
    const players: Player[] = [];
    for (const [n, { handle, key }] of people.entries()) {
      const id = ids.get(handle) ?? "";
      await client.query(
        `insert into "ApiKey" (id, "userId", name, "secretHash", start, scopes) values (uuidv7(), $1, 'contest', $2, $3, $4)`,
        [id, Buffer.from(hashOfKey(key)), startOfKey(key), ["compute", "write", "publish"]],
      );
      const ip = `10.${prefix.charCodeAt(0)}.${n >> 8}.${n & 255}`;
      players.push({ id, handle, caller: new Caller(site, tally, key, ip) });
    }
    return players;
  });
}

/** Two who lead what is the site's own: a key is a plain member's, so they come by a browser. */
export async function seatAdministrators(tables: Tables, site: { address: string }): Promise<BrowserUser[]> {
  const users = ["lead-one", "lead-two"].map((handle, n) => ({
    handle,
    user: new BrowserUser(site, `10.1.1.${n}`),
  }));
  for (const { handle, user } of users) {
    await user.signUp(handle, password);
    await tables.rows(`update "User" set role = 'administrator' where handle = $1`, [handle]);
  }
  return users.map(({ user }) => user);
}
