import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { findInCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { closeDatabase, db } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { registerModel } from "@/lib/models/register-model";
import { findAlike } from "@/lib/search/find-alike";
import { search } from "@/lib/search/search";
import { startScratch } from "@/scripts/postgres/embedded";
import { fillFindings } from "./fill-findings";
import { report } from "./measure";

/*
 * Search among 200,000 findings by words, by structure and by likeness: how long the database works for one, as it counts that itself.
 */
const findings = Number(process.argv[2] ?? 200_000);
const rounds = 20;
/** A connection tells what it did within ten seconds of being idle. */
const toldMillis = 11_000;

const { databaseUrl, stop } = await startScratch();
try {
  Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" });
  await applyMigrations(databaseUrl, readMigrations("prisma/migrations"));
  await registerModel(await describeModel("models/storybook-4l"));
  await fillFindings(databaseUrl, findings);
  await db().$executeRaw`select fill_search()`;
  await db().$executeRaw`analyze`;
  const [circuit] = await db().$queryRaw<{ id: string }[]>`
    select id from "Circuit" order by id limit 1 offset ${Math.floor(findings / 2)}::int`;

  const byWords = (text: string) => () => search({ text, pages: [] });
  const byStructure = (address: string) => () =>
    findInCatalogue({ query: queryOfAddress(new URLSearchParams(address)) });
  const searches: Record<string, () => Promise<unknown>> = {
    "a word of one finding": byWords("word4711"),
    "a word of every finding": byWords("finding"),
    "a phrase": byWords('"finding number"'),
    "a mistyped word": byWords("findnig"),
    "a person": byWords("person 3"),
    nothing: byWords("zebrafinch"),
    "steps that most have": byStructure("path=attn-attn"),
    "steps, a start and a crossing": byStructure("path=attn-mlp&starts=word0&crosses=0"),
    "steps, a feature and a crossing": byStructure("path=attn-mlp&feature=storybook-4l/attn/0/0&crosses=1"),
    "the same circuit elsewhere": () => findAlike({ circuitId: circuit?.id ?? "" }),
  };
  for (const [name, run] of Object.entries(searches)) {
    for (let round = 0; round < 3; round++) await run();
    const before = await workedMillis();
    for (let round = 0; round < rounds; round++) await run();
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
