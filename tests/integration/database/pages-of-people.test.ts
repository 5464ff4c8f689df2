import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { setAutomaticWatch } from "@/lib/watching/watch";
import { createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

let client: pg.Client;
const told: string[] = [];

beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  client.on("notification", ({ payload = "" }) => told.push(payload));
  await client.connect();
  await client.query("listen pages");
});
afterAll(() => client.end());

/** What pages are told while something is done. */
async function tellsOf(work: () => Promise<unknown>): Promise<string[]> {
  told.length = 0;
  await work();
  // What was told before this has come when this has.
  await client.query("select 1");
  return [...told];
}

test("pages that name people are not made anew by when somebody is written to, and are by what they show of them", async () => {
  const { id } = await createPerson();
  const changed = (data: Parameters<ReturnType<typeof db>["user"]["update"]>[0]["data"]) =>
    tellsOf(() => db().user.update({ where: { id }, data }));
  expect(await changed({ digestEvery: "daily", digestDueAt: new Date() })).toEqual([]);
  expect(await changed({ digestedUntil: id })).toEqual([]);
  expect(await tellsOf(() => setAutomaticWatch(id, false))).toEqual([]);
  for (const data of [
    { name: "Ada" },
    { role: "judge" as const },
    { unlistedAt: new Date() },
    { handle: "another-one" },
  ])
    expect(await changed(data)).toEqual(["User"]);
  expect(await changed({ suspendedAt: new Date(), suspensionReason: "spam" })).toContain("User");
  expect(await tellsOf(() => db().user.delete({ where: { id } }))).toContain("User");
});
