import { beforeAll, expect, test } from "vitest";
import { PUT as look } from "@/app/api/v1/me/searches/[id]/looked/route";
import { DELETE as remove } from "@/app/api/v1/me/searches/[id]/route";
import { GET as list, POST as save } from "@/app/api/v1/me/searches/route";
import { db } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import type { SavedSearchView } from "@/lib/saved-searches/saved-search-schemas";
import { maxSearches } from "@/lib/saved-searches/saved-search-schemas";
import { storeNaiveEvidence } from "../support/evidence";
import { call, createPerson, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

let person: Person;
beforeAll(async () => {
  person = await createPerson();
});

const keep = (body: object, by = person) => call(save, { method: "POST", person: by, body });

async function kept(by = person): Promise<SavedSearchView[]> {
  return (await (await call(list, { person: by })).json()).items;
}

test("a search tells how much is new since its owner looked, until they look again", async () => {
  await createPublished({ title: "Before", tags: ["watched"] });
  const saved = await keep({ kind: "catalogue", name: "Watched", query: "sort=newest&tag=watched&x=1" });
  expect(saved.status).toBe(201);
  const { id } = await saved.json();
  const now = async () => (await kept()).find((each) => each.id === id);
  expect(await now()).toMatchObject({ name: "Watched", url: "/circuits?tag=watched", news: 0, total: 1 });

  const { id: findingId, author } = await createPublished({ title: "After", tags: ["watched", "other"] });
  await createPublished({ title: "Elsewhere", tags: ["other"] });
  await createDraft({ title: "A draft", tags: ["watched"] });
  expect(await now()).toMatchObject({ news: 1, total: 2 });
  expect((await call(look, { method: "PUT", params: { id }, person })).status).toBe(204);
  expect(await now()).toMatchObject({ news: 0, total: 2 });
  await withdrawFinding({ findingId, authorId: author.id });
  expect(await now()).toMatchObject({ news: 0, total: 1 });
});

test("a search of features tells what was measured since, and where it counts no further says so", async () => {
  const { id } = await (await keep({ kind: "features", name: "Layer 1", query: "layer=1" })).json();
  const now = async () => (await kept()).find((each) => each.id === id);
  expect(await now()).toMatchObject({ url: "/features?layer=1", news: 0, total: 0, isMore: false });
  await storeNaiveEvidence(2);
  const { total, news } = (await now()) ?? {};
  expect(total).toBeGreaterThan(0);
  expect(news).toBe(total);
  await call(look, { method: "PUT", params: { id }, person });
  expect(await now()).toMatchObject({ news: 0, total });
});

test("a name is taken once, by however many at once, and another member may have it too", async () => {
  const body = { kind: "catalogue", name: "Twice", query: "" };
  const statuses = await Promise.all([1, 2, 3].map(async () => (await keep(body)).status));
  expect(statuses.toSorted()).toEqual([201, 409, 409]);
  expect((await keep(body, await createPerson())).status).toBe(201);
});

test("a member keeps so many and no more, a page of them at a time, and deletes what they keep", async () => {
  const other = await createPerson();
  await db().savedSearch.createMany({
    data: Array.from({ length: maxSearches - 1 }, (_, n) => ({
      ...{ ownerId: other.id, kind: "catalogue" as const, name: `${n}`, query: "", seen: 0 },
    })),
  });
  const statuses = await Promise.all(
    ["a", "b"].map(async (name) => (await keep({ kind: "catalogue", name, query: "" }, other)).status),
  );
  expect(statuses.toSorted()).toEqual([201, 409]);
  const first = await (await call(list, { person: other })).json();
  const path = `/?cursor=${first.nextCursor}`;
  const second = await (await call(list, { path, person: other })).json();
  const ids = [...first.items, ...second.items].map(({ id }: SavedSearchView) => id);
  expect(new Set(ids).size).toBe(40);
  const params = { id: ids[0] ?? "" };
  expect((await call(remove, { method: "DELETE", params, person })).status).toBe(404);
  expect((await call(remove, { method: "DELETE", params, person: other })).status).toBe(204);
  expect((await call(look, { method: "PUT", params, person: other })).status).toBe(404);
});

test.each([
  { kind: "people", name: "x", query: "" },
  { kind: "catalogue", name: "  ", query: "" },
  { kind: "catalogue", name: "a\0", query: "" },
  { kind: "catalogue", name: "x".repeat(81), query: "" },
  { kind: "catalogue", name: "x", query: "a".repeat(2_001) },
  {
    kind: "catalogue",
    name: "x",
    query: Array.from("abcde", (n) => `tag=${n}${"\u4e2d".repeat(180)}`).join("&"),
  },
  { kind: "features", name: "x" },
])("what is no search is refused: %j", async (body) => {
  expect((await keep(body)).status).toBe(400);
});

test("what a query says that is no filter is left out of it, and nothing of it is run", async () => {
  const query = "tag=%27%3B%20drop%20table&nonsense=1&layer=1&tag=%00";
  const { id } = await (await keep({ kind: "catalogue", name: "Odd", query })).json();
  const found = (await kept()).find((each) => each.id === id);
  expect(found?.total).toBe(0);
  expect(found?.url).not.toContain("nonsense");
});
