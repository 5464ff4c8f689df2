import { expect, test } from "vitest";
import { GET } from "@/app/api/v1/collections/[id]/table/route";
import { addItem } from "@/lib/collections/add-item";
import { maxItems } from "@/lib/collections/collection-schemas";
import { createCollection } from "@/lib/collections/create-collection";
import { db } from "@/lib/db/client";
import { withdrawFinding } from "@/lib/findings/withdraw-finding";
import { call, createPerson, type Person } from "../support/people";
import { createPublished } from "../support/published-findings";
import { setUpSite } from "../support/site";

setUpSite();

const begin = (owner: Person, isPublic = true) =>
  createCollection({ title: "=Sums & more/", description: "", isPublic, ownerId: owner.id });

async function read(id: string, { format = "csv", person }: { format?: string; person?: Person } = {}) {
  const answer = await call(GET, { path: `/?format=${format}`, params: { id }, ...(person && { person }) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test("a collection is a table in its order, with notes that no spreadsheet computes and tombstones that tell nothing", async () => {
  const owner = await createPerson();
  const { id: collectionId } = await begin(owner);
  const first = await createPublished({ title: "+1+1", tags: ["sums"] });
  const second = await createPublished({ title: "Taken back" });
  for (const [findingId, note] of [
    [second.id, "It stood here."],
    [first.id, "@SUM(A1)"],
  ] as const)
    await addItem({ collectionId, ownerId: owner.id, findingId, note });
  await withdrawFinding({ findingId: second.id, authorId: second.author.id });

  const { headers, text } = await read(collectionId);
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="collection-Sums-more-.csv"');
  const [head = "", one = "", two = "", ...rest] = text.split("\r\n");
  expect(head.startsWith('"place","note","added","finding","title"')).toBe(true);
  expect(one.startsWith('1,"It stood here."')).toBe(true);
  expect(one.endsWith(",".repeat(16))).toBe(true);
  expect(two.startsWith(`2,"'@SUM(A1)"`)).toBe(true);
  expect(two).toContain(`"${first.id}","'+1+1"`);
  expect(rest).toEqual([""]);
  expect(text).not.toContain("Taken back");

  const lines = (await read(collectionId, { format: "jsonl" })).text.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { place: 1, note: "It stood here.", finding: null, title: null },
    { place: 2, note: "@SUM(A1)", finding: first.id, title: "+1+1", tags: ["sums"] },
  ]);
});

test("a private one is its owner's alone, and what is none is none", async () => {
  const [owner, other] = await Promise.all([createPerson(), createPerson()]);
  const { id } = await begin(owner, false);
  const statuses = [owner, other, undefined].map(
    async (person) => (await read(id, person && { person })).status,
  );
  expect(await Promise.all(statuses)).toEqual([200, 404, 404]);
  for (const none of [crypto.randomUUID(), "x"])
    expect((await read(none)).status).toBeGreaterThanOrEqual(400);
  expect((await read(id, { format: "xlsx", person: owner })).status).toBe(400);
});

test("one of ten thousand is read to its end, a page at a time, each item once", async () => {
  const owner = await createPerson();
  const { id } = await begin(owner);
  const { id: findingId } = await createPublished({ title: "Somewhere among them" });
  await db().$executeRaw`
    insert into "CollectionItem" (id, "collectionId", "findingId", place, note)
    select gen_random_uuid(), ${id}::uuid, case when n = 5000 then ${findingId}::uuid end, n, 'note ' || n
    from generate_series(1, ${maxItems}::int) n`;
  await db().collection.update({ where: { id }, data: { size: maxItems } });
  const lines = (await read(id, { format: "jsonl" })).text.trim().split("\n");
  const rows = lines.map((line): Record<string, unknown> => JSON.parse(line));
  expect(rows.map(({ place }) => place)).toEqual(Array.from({ length: maxItems }, (_, n) => n + 1));
  expect(rows.filter(({ finding }) => finding !== null)).toMatchObject([
    { place: 5_000, finding: findingId },
  ]);
});
