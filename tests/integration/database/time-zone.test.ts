import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db } from "@/lib/db/client";
import { closePool, pool } from "@/lib/db/pool";
import { databaseTime } from "@/lib/db/time";
import { openAnyBounty } from "../support/bounties";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

async function setServersZone(zone: string): Promise<void> {
  const { rows } = await pool().query("select current_database() as name");
  await pool().query(`alter database "${rows[0].name}" set timezone to '${zone}'`);
  // What is connected keeps the zone that it began with.
  await Promise.all([closeDatabase(), closePool()]);
}

beforeAll(() => setServersZone("America/St_Johns"));
afterAll(() => setServersZone("UTC"));

test("moments are what they are where the database's server goes by another clock, with half hours and summers", async () => {
  const { rows } = await pool().query(
    "select current_setting('timezone') as zone, reset_val as its from pg_settings where name = 'TimeZone'",
  );
  expect(rows).toEqual([{ zone: "UTC", its: "America/St_Johns" }]);
  expect(Math.abs((await databaseTime(db())).getTime() - Date.now())).toBeLessThan(60_000);
  const { id } = await openAnyBounty(await createPerson());
  for (const at of ["2027-03-14T05:29:59.123Z", "2027-03-14T05:30:00.000Z", "2027-11-07T03:45:00.000Z"]) {
    await db().bounty.update({ where: { id }, data: { closesAt: new Date(at) } });
    const { closesAt } = await db().bounty.findUniqueOrThrow({ where: { id } });
    const [raw] = await db().$queryRaw<{ millis: number; at: Date }[]>`
      select (extract(epoch from "closesAt") * 1000)::float8 as millis, "closesAt" as at from "Bounty" where id = ${id}::uuid`;
    expect([closesAt.toISOString(), raw?.at.toISOString(), raw?.millis]).toEqual([at, at, Date.parse(at)]);
  }
});
