import { beforeAll, expect, test } from "vitest";
import { PUT as look } from "@/app/api/v1/me/searches/[id]/looked/route";
import { DELETE as remove } from "@/app/api/v1/me/searches/[id]/route";
import { GET as list, POST as save } from "@/app/api/v1/me/searches/route";
import { db } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { vote } from "@/lib/labels/vote";
import type { SavedSearchView } from "@/lib/saved-searches/saved-search-schemas";
import { maxSearches } from "@/lib/saved-searches/saved-search-schemas";
import { storeNaiveEvidence } from "../support/evidence";
import { proposeAnyLabel } from "../support/labels";
import { nameFeatures } from "../support/named-features";
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
  const named = [{ name: "After", url: `/findings/${findingId}` }];
  expect(await now()).toMatchObject({ news: 1, total: 2, newsNamed: named, labelled: null });
  expect((await call(look, { method: "PUT", params: { id }, person })).status).toBe(204);
  expect(await now()).toMatchObject({ news: 0, total: 2, newsNamed: [] });
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

test("of many findings that are new the last five are named, and none of them that was taken back", async () => {
  const { id } = await (await keep({ kind: "catalogue", name: "Many", query: "tag=many" })).json();
  const made = [];
  for (let n = 0; n < 7; n++) made.push(await createPublished({ title: `Number ${n}`, tags: ["many"] }));
  const last = made.at(-1);
  await withdrawFinding({ findingId: last?.id ?? "", authorId: last?.author.id ?? "" });
  const found = (await kept()).find((each) => each.id === id);
  expect(found?.news).toBe(6);
  expect(found?.newsNamed.map(({ name }) => name)).toEqual([5, 4, 3, 2, 1].map((n) => `Number ${n}`));
});

test("a search of features names those that it has now and had not, and those that were labelled since", async () => {
  await nameFeatures({ 700: "on zebras", 701: "on zebras too" });
  const { id } = await (await keep({ kind: "features", name: "Zebras", query: "q=zebras" })).json();
  const now = async () => (await kept()).find((each) => each.id === id);
  expect(await now()).toMatchObject({ total: 2, news: 0, newsNamed: [], labelled: 0, labelledNamed: [] });
  // One goes as another comes: as many as before, and one of them is new.
  await db().featureEvidence.updateMany({ where: { index: 701 }, data: { standIn: "on lions" } });
  await nameFeatures({ 702: "on zebras as well" });
  const attn = "/features/storybook-4l/attn/2";
  expect(await now()).toMatchObject({
    ...{ total: 2, news: 1, labelled: 0 },
    newsNamed: [{ name: "attn.2.702 on zebras as well", url: `${attn}/702` }],
  });
  await call(look, { method: "PUT", params: { id }, person });
  expect(await now()).toMatchObject({ total: 2, news: 0, labelled: 0 });

  const { dictionaryId } = await db().featureEvidence.findFirstOrThrow({ where: { index: 702 } });
  const of = { dictionaryId, index: 702, side: "input" as const };
  const { id: author } = await createPerson();
  const { id: labelId } = await proposeAnyLabel(author, { text: "striped zebras", of });
  await proposeAnyLabel(author, { text: "no such animal", of: { ...of, index: 703 } });
  expect(await now()).toMatchObject({
    ...{ total: 2, news: 0, labelled: 1 },
    labelledNamed: [{ name: "attn.2.702 striped zebras", url: `${attn}/702` }],
  });
  await call(look, { method: "PUT", params: { id }, person });
  expect(await now()).toMatchObject({ labelled: 0, labelledNamed: [] });
  // A vote that changes nothing of what it is called is no news; that nothing leads any more names nothing.
  const voter = async () => (await createPerson()).id;
  const against = async () =>
    vote({ labelId, voterId: await voter(), wording: 1, value: -1, reason: "wrong", words: null });
  await vote({ labelId, voterId: await voter(), wording: 1, value: 1, reason: null, words: null });
  expect(await now()).toMatchObject({ labelled: 0 });
  for (const _ of [1, 2]) await against();
  expect((await now())?.labelled).toBe(0);
});

test("where there are too many features to be counted, those that were labelled since are named all the same", async () => {
  const many = Object.fromEntries(Array.from({ length: 510 }, (_, n) => [1_000 + n, "on crowds"]));
  await db().featureEvidence.deleteMany({ where: { dictionary: { layer: 2, set: { kind: "mlp" } } } });
  await nameFeatures(many, { kind: "mlp" });
  const { id } = await (await keep({ kind: "features", name: "Crowds", query: "q=crowds" })).json();
  const now = async () => (await kept()).find((each) => each.id === id);
  expect(await now()).toMatchObject({ total: 500, isMore: true, news: null, newsNamed: [], labelled: 0 });
  const { dictionaryId } = await db().featureEvidence.findFirstOrThrow({
    where: { index: 1_509, standIn: "on crowds" },
  });
  const of = { dictionaryId, index: 1_509, side: "output" as const };
  await proposeAnyLabel((await createPerson()).id, { text: "says crowds", of });
  expect(await now()).toMatchObject({ news: null, labelled: 1 });
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
