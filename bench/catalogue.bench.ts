import { queryOfAddress } from "@/lib/catalogue/catalogue-query";
import { countAbove, findInCatalogue, listCatalogue } from "@/lib/catalogue/find-in-catalogue";
import { maxItems } from "@/lib/collections/collection-schemas";
import { findItems } from "@/lib/collections/find-items";
import { getCollection } from "@/lib/collections/get-collection";
import { db } from "@/lib/db/client";
import { entriesOf } from "@/lib/feeds/entries-of";
import { feedLength } from "@/lib/feeds/feed-of-catalogue";
import { findings, withFilledDatabase } from "./filled-database";
import { withStartedSite } from "./started-site";
import { reportSteady } from "./steady-readers";
import { reportWorked } from "./worked";

/*
 * The catalogue of 200,000 findings with filters and counts, its feeds, and a collection of 10,000 of them: how long the database
 * works for a page, as it counts that itself, and how long readers wait for the pages. FINDINGS takes another number of them.
 */

const pages = {
  "no filter": "",
  "three filters that most pass": "model=storybook-4l&verified=yes&checked=yes",
  "three filters of words": "tag=tag+0&token=word0&target=logit",
  "three filters that few pass": "tag=tag+9&author=person-3&verified=yes",
  "three filters, by a score": "tag=tag+0&token=word0&completeness=0.5&sort=completeness",
  "three filters, a person's page": "author=person-0&checked=yes&verified=yes",
};

await withFilledDatabase(async (databaseUrl) => {
  for (const [name, address] of Object.entries(pages)) {
    const query = queryOfAddress(new URLSearchParams(address));
    await reportWorked(name, () => findInCatalogue({ query }));
  }
  const collection = await fillCollection();
  const filtered = queryOfAddress(new URLSearchParams(pages["three filters of words"]));
  const viewer = { kind: "guest", key: "bench" } as const;
  await reportWorked("a collection of 10,000, its first page", async () => {
    await getCollection({ collectionId: collection, viewer });
    await findItems(collection);
  });
  await reportWorked("the same, its last page", () => findItems(collection, { cursor: maxItems - 20 }));
  await reportWorked("a feed of three filters of words, made anew", async () =>
    entriesOf((await listCatalogue({ query: { ...filtered, sort: "newest" }, limit: feedLength })).items),
  );
  await reportWorked("what is new of three filters", () => countAbove(filtered.filters, findings / 2));
  await withStartedSite(
    ({ address }) =>
      reportSteady(address, {
        "the catalogue with three filters": `/circuits?${pages["three filters of words"]}`,
        "a person's page": "/users/person-0",
        "a collection of 10,000": `/collections/${collection}`,
      }),
    { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: "10" },
  );
});

/** A collection of as many as one may have, of findings from all over the catalogue. */
async function fillCollection(): Promise<string> {
  const [standing] = await db().collection.findMany({ where: { title: "All over" }, select: { id: true } });
  if (standing) return standing.id;
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
