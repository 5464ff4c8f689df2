import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { closeDatabase, db } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { startScratch } from "@/scripts/postgres/embedded";
import { fillFindings } from "./fill-findings";
import { report } from "./measure";

/*
 * The catalogue of 200,000 findings with filters and counts: how long the database works for a page, as it counts that itself.
 */
const findings = 200_000;
const rounds = 20;
/** A connection tells what it did within ten seconds of being idle. */
const toldMillis = 11_000;

const pages = {
  "no filter": "",
  "three filters that most pass": "model=storybook-4l&verified=yes&checked=yes",
  "three filters of words": "tag=tag+0&token=word0&target=logit",
  "three filters that few pass": "tag=tag+9&author=person-3&verified=yes",
  "three filters, by a score": "tag=tag+0&token=word0&completeness=0.5&sort=completeness",
  "three filters, a person's page": "author=person-0&checked=yes&verified=yes",
};

const { databaseUrl, stop } = await startScratch();
try {
  Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" });
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  const began = performance.now();
  await fillFindings(databaseUrl, findings);
  report("filling the database", (performance.now() - began) / 1000, "s");
  for (const [name, address] of Object.entries(pages)) {
    const query = queryOfAddress(new URLSearchParams(address));
    for (let round = 0; round < 3; round++) await findInCatalogue({ query });
    const before = await workedMillis();
    for (let round = 0; round < rounds; round++) await findInCatalogue({ query });
    report(`${name}, time of the database`, ((await workedMillis()) - before) / rounds, "ms", 20);
  }
} finally {
  await closeDatabase();
  await stop();
}

/** How long the database has worked at statements so far. */
async function workedMillis(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, toldMillis));
  const [row] = await db().$queryRaw<{ millis: number }[]>`
    select active_time as millis from pg_stat_database where datname = current_database()`;
  return row?.millis ?? Number.NaN;
}
