import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { countAbove, findInCatalogue, listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { maxItems } from "@/lib/collections/collection-schemas";
import { findItems } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { closeDatabase, db } from "@/lib/db/client";
import { applyMigrations, readMigrations } from "@/lib/db/migrate";
import { describeModel } from "@/lib/engine/describe-model";
import { entriesOf } from "@/lib/feeds/entries-of";
import { feedLength } from "@/lib/feeds/feed-of-catalogue";
import { registerModel } from "@/lib/models/register-model";
import { startScratch } from "@/scripts/postgres/embedded";
import { fillFindings } from "./fill-findings";
import { report } from "./measure";

/*
 * The catalogue of 200,000 findings with filters and counts, its feeds, and a collection of 10,000 of them: how long the database
 * works for a page, as it counts that itself. FINDINGS takes another number of them.
 */
const findings = Number(process.env.FINDINGS || 200_000);
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
  const collection = await fillCollection();
  const filtered = queryOfAddress(new URLSearchParams(pages["three filters of words"]));
  const viewer = { kind: "guest", key: "bench" } as const;
  const others: Record<string, () => Promise<unknown>> = {
    "a collection of 10,000, its first page": async () => {
      await getCollection({ collectionId: collection, viewer });
      await findItems(collection);
    },
    "the same, its last page": () => findItems(collection, { cursor: maxItems - 20 }),
    "a feed of three filters of words, made anew": async () =>
      entriesOf((await listCatalogue({ query: { ...filtered, sort: "newest" }, limit: feedLength })).items),
    "what is new of three filters": () => countAbove(filtered.filters, findings / 2),
  };
  for (const [name, work] of Object.entries(others)) {
    for (let round = 0; round < 3; round++) await work();
    const before = await workedMillis();
    for (let round = 0; round < rounds; round++) await work();
    report(`${name}, time of the database`, ((await workedMillis()) - before) / rounds, "ms", 20);
  }
} finally {
  await closeDatabase();
  await stop();
}

/** A collection of as many as one may have, of findings from all over the catalogue. */
async function fillCollection(): Promise<string> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    with owner as (select id from "User" order by id limit 1),
    made as (
      insert into "Collection" (id, "ownerId", title, "isPublic", size, "updatedAt")
      select gen_random_uuid(), id, 'All over', true, least(${maxItems}::int, ${findings}::int), now() from owner returning id),
    items as (
      insert into "CollectionItem" (id, "collectionId", "findingId", place, note)
      select gen_random_uuid(), made.id, f.id, f.n, 'Why it stands here.'
      from made, (select id, row_number() over (order by md5(id::text)) as n from "Finding" limit ${maxItems}::int) f)
    select id from made`;
  await db().$executeRaw`analyze "Collection", "CollectionItem"`;
  return row?.id ?? "";
}

/** How long the database has worked at statements so far. */
async function workedMillis(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, toldMillis));
  const [row] = await db().$queryRaw<{ millis: number }[]>`
    select active_time as millis from pg_stat_database where datname = current_database()`;
  return row?.millis ?? Number.NaN;
}
