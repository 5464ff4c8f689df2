import { beforeAll, describe, expect, test, vi } from "vitest";
import { DELETE as deleteItem, PATCH as patchItem } from "@/app/api/v1/collections/[id]/items/[itemId]/route";
import { GET as getItems, POST as postItem } from "@/app/api/v1/collections/[id]/items/route";
import { GET as getOne, PUT as putOne } from "@/app/api/v1/collections/[id]/route";
import { GET as getList, POST as postCollection } from "@/app/api/v1/collections/route";
import { GET as getFeed } from "@/app/api/v1/feeds/collections/[id]/route";
import { addItem } from "@/lib/collections/add-item";
import { changeItem } from "@/lib/collections/change-item";
import { maxItems } from "@/lib/collections/collection-schemas";
import { createCollection } from "@/lib/collections/create-collection";
import { findItems } from "@/lib/collections/find-items";
import { removeItem } from "@/lib/collections/remove-item";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { publishFinding } from "@/lib/findings/publish-finding";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { createDraft, createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const content = { title: "What I read", description: "Of **names**.", isPublic: true };
let owner: Person;
let author: Person;
let findings: string[];

beforeAll(async () => {
  [owner, author] = await Promise.all([createPerson(), createPerson()]);
  const circuitId = await createFinishedCircuit();
  findings = [];
  for (let n = 0; n < 6; n++) {
    const written = { title: `Finding ${n}`, body: "What it says.", tags: [], state: "" };
    const { id } = await createFinding({ ...written, circuitId, authorId: author.id });
    await publishFinding({ findingId: id, authorId: author.id });
    findings.push(id);
  }
});

/** A collection of theirs with the first so many findings. */
async function collection(size: number, isPublic = true) {
  const { id: collectionId } = await createCollection({ ...content, isPublic, ownerId: owner.id });
  const own = { collectionId, ownerId: owner.id };
  const items: string[] = [];
  for (const findingId of findings.slice(0, size))
    items.push((await addItem({ ...own, findingId, note: "" })).id);
  return { ...own, items };
}

const orderOf = async (collectionId: string) => {
  const { items } = await findItems(collectionId, { limit: 100 });
  expect(items.map(({ place }) => place)).toEqual(items.map((_, at) => at + 1));
  const { size } = await db().collection.findUniqueOrThrow({ where: { id: collectionId } });
  expect(size).toBe(items.length);
  return items.map(({ id }) => id);
};

describe("a collection", () => {
  test("is begun, filled, read in its order and found in lists, by the API", async () => {
    const begun = await call(postCollection, { method: "POST", person: owner, body: content });
    const { id, url } = await begun.json();
    expect([begun.status, url]).toEqual([201, `/collections/${id}`]);
    for (const findingId of findings.slice(0, 3)) {
      const body = { findingId, note: "  Read this.  " };
      expect((await call(postItem, { method: "POST", params: { id }, person: owner, body })).status).toBe(
        201,
      );
    }
    const read = await (await call(getOne, { params: { id } })).json();
    expect(read).toMatchObject({ ...content, size: 3, isMine: false, owner: { handle: owner.handle } });
    expect(read).not.toHaveProperty("parts");
    const first = await (await call(getItems, { path: "/?limit=2", params: { id } })).json();
    expect(first.items).toMatchObject([
      { place: 1, note: "Read this.", finding: { id: findings[0], title: "Finding 0" } },
      { place: 2, finding: { id: findings[1] } },
    ]);
    const path = `/?cursor=${first.nextCursor}`;
    const rest = await (await call(getItems, { path, params: { id } })).json();
    expect(rest).toMatchObject({ items: [{ place: 3, finding: { id: findings[2] } }], nextCursor: null });
    for (const query of ["", `owner=${owner.handle}`])
      expect((await (await call(getList, { path: `/?${query}` })).json()).items[0]).toMatchObject({ id });
    for (const query of ["owner=nobody-here", `owner=${author.handle}`])
      expect((await (await call(getList, { path: `/?${query}` })).json()).items).toEqual([]);
  });

  test("that is private is on no list, in no feed, and nobody else's", async () => {
    const { collectionId: id } = await collection(2, false);
    for (const person of [null, author]) {
      for (const handler of [getOne, getItems, getFeed])
        expect((await call(handler, { params: { id }, person })).status).toBe(404);
      const { items } = await (await call(getList, { path: `/?owner=${owner.handle}`, person })).json();
      expect(items.map((each: { id: string }) => each.id)).not.toContain(id);
    }
    expect((await call(getOne, { params: { id }, person: owner })).status).toBe(200);
    const body = { ...content, title: "Now for all" };
    await call(putOne, { method: "PUT", params: { id }, person: owner, body });
    expect((await call(getFeed, { params: { id } })).status).toBe(200);
    await call(putOne, { method: "PUT", params: { id }, person: owner, body: { ...body, isPublic: false } });
    expect((await call(getFeed, { params: { id } })).status).toBe(404);
  });

  test("takes what is published, once, also when it is added twice at once", async () => {
    const { collectionId: id } = await collection(0);
    const draft = await createDraft({ author: owner });
    const add = (findingId: string) =>
      call(postItem, { method: "POST", params: { id }, person: owner, body: { findingId } });
    expect((await add(draft.id)).status).toBe(404);
    expect((await add("00000000-0000-7000-8000-000000000000")).status).toBe(404);
    const statuses = await Promise.all(findings.slice(0, 2).flatMap((each) => [add(each), add(each)]));
    expect(statuses.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409]);
    expect(await orderOf(id)).toHaveLength(2);
  });

  test.each([
    [0, 3, [1, 2, 0, 3, 4]],
    [4, 1, [4, 0, 1, 2, 3]],
    [2, 2, [0, 2, 1, 3, 4]],
    [2, 3, [0, 1, 2, 3, 4]],
    [1, 9_999, [0, 2, 3, 4, 1]],
  ])(
    "has item %i at place %i where that was asked, and the others in their order",
    async (moved, place, order) => {
      const { items, ...own } = await collection(5);
      await changeItem({ ...own, itemId: items[moved] ?? "", place });
      expect(await orderOf(own.collectionId)).toEqual(order.map((at) => items[at]));
    },
  );

  test("keeps places without gaps, whatever is moved, taken out and put in at once", async () => {
    const { items, ...own } = await collection(5);
    const [a = "", b = "", c = "", d = ""] = items;
    await Promise.all([
      changeItem({ ...own, itemId: a, place: 5 }),
      removeItem({ ...own, itemId: b }),
      changeItem({ ...own, itemId: c, place: 1 }),
      addItem({ ...own, findingId: findings[5] ?? "", note: "" }),
      changeItem({ ...own, itemId: d, place: 2, note: "Moved." }),
    ]);
    expect(await orderOf(own.collectionId)).toHaveLength(5);
  });

  test("shows a tombstone where a finding was taken back or deleted, and the finding once it is back", async () => {
    const kept = await createPublished({ title: "Said for a while" });
    const { collectionId, ownerId, items } = await collection(1);
    await addItem({ collectionId, ownerId, findingId: kept.id, note: "Mine to say." });
    const last = async () => (await findItems(collectionId)).items.at(-1);
    const own = { findingId: kept.id, authorId: kept.author.id };
    expect((await last())?.finding?.title).toBe("Said for a while");
    await withdrawFinding(own);
    expect(await last()).toMatchObject({ place: 2, note: "Mine to say.", finding: null });
    await publishFinding(own);
    expect((await last())?.finding?.id).toBe(kept.id);
    await deleteFinding(own);
    expect((await last())?.finding).toBeNull();
    await db().user.delete({ where: { id: kept.author.id } });
    expect(await orderOf(collectionId)).toEqual([items[0], (await last())?.id]);
    const feed = await (await call(getFeed, { params: { id: collectionId } })).text();
    expect(feed).not.toContain("Said for a while");
    expect(feed.match(/<entry>/g)).toHaveLength(1);
  });

  test("has a bound, which it says, and is read a page at a time up to it", async () => {
    const { collectionId: id, ownerId, items } = await collection(1);
    await db().$executeRaw`
      insert into "CollectionItem" (id, "collectionId", place)
      select gen_random_uuid(), ${id}::uuid, n from generate_series(2, ${maxItems}::int) n`;
    await db().collection.update({ where: { id }, data: { size: maxItems } });
    const body = { findingId: findings[1] };
    const refused = await call(postItem, { method: "POST", params: { id }, person: owner, body });
    expect([refused.status, (await refused.json()).title]).toEqual([409, expect.stringContaining("10,000")]);
    await changeItem({ collectionId: id, ownerId, itemId: items[0] ?? "", place: maxItems });
    const { items: end, nextCursor } = await findItems(id, { cursor: maxItems - 3 });
    expect([end.map(({ place }) => place), nextCursor]).toEqual([[9_998, 9_999, 10_000], null]);
    expect(end.at(-1)?.id).toBe(items[0]);
    const added = await call(patchItem, {
      ...{ method: "PATCH", params: { id, itemId: items[0] ?? "" }, person: owner, body: { place: 10_001 } },
    });
    expect(added.status).toBe(400);
  });

  test.each([
    { ...content, title: "   " },
    { ...content, title: "x".repeat(161) },
    { ...content, title: "a\0b" },
    { ...content, description: "x".repeat(10_001) },
    { ...content, isPublic: "yes" },
    { title: "Alone" },
  ])("is refused with %j", async (body) => {
    expect((await call(postCollection, { method: "POST", person: owner, body })).status).toBe(400);
  });

  test("whose description is too much to read is refused and stays as it was", async () => {
    const { collectionId: id } = await collection(0);
    const body = { ...content, description: ">".repeat(9_000) };
    const put = await call(putOne, { method: "PUT", params: { id }, person: owner, body });
    expect(put.status).toBe(422);
    expect(await (await call(getOne, { params: { id } })).json()).toMatchObject(content);
  });

  test("loses its items with itself, and an item that is another collection's is not there", async () => {
    const one = await collection(2);
    const other = await collection(1);
    const params = { id: other.collectionId, itemId: one.items[0] ?? "" };
    for (const handler of [deleteItem, patchItem]) {
      const method = handler === deleteItem ? "DELETE" : "PATCH";
      const body = { note: "Not here." };
      const answer = await call(handler, {
        method,
        params,
        person: owner,
        ...(method === "PATCH" && { body }),
      });
      expect(answer.status).toBe(404);
    }
    await removeItem({ ...one, itemId: one.items[0] ?? "" });
    expect(await orderOf(one.collectionId)).toEqual([one.items[1]]);
    await db().collection.delete({ where: { id: one.collectionId } });
    expect(await db().collectionItem.count({ where: { collectionId: one.collectionId } })).toBe(0);
  });
});

test("the feed of a collection tells of what was put in last, with what is said of it there", async () => {
  const { collectionId, ownerId } = await collection(2);
  await addItem({ collectionId, ownerId, findingId: findings[3] ?? "", note: "The <best> one." });
  const text = await (await call(getFeed, { params: { id: collectionId } })).text();
  const ids = [...text.matchAll(/<id>urn:uuid:([^<]+)/g)].map(([, id]) => id).slice(1);
  expect(ids).toEqual([findings[3], findings[1], findings[0]]);
  expect(text).toContain("The &lt;best&gt; one.");
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  await db().collection.delete({ where: { id: collectionId } });
  expect((await call(getFeed, { params: { id: collectionId } })).status).toBe(404);
  vi.useRealTimers();
});
