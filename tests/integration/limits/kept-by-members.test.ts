import { expect, test } from "vitest";
import { POST as saveView } from "@/app/api/v1/circuits/[id]/views/route";
import { POST as fork } from "@/app/api/v1/findings/[id]/forks/route";
import { PUT as updateFinding } from "@/app/api/v1/findings/[id]/route";
import { POST as createFinding } from "@/app/api/v1/findings/route";
import { db } from "@/lib/db/client";
import { deleteFinding } from "@/lib/findings/delete-finding";
import { createImport } from "@/lib/imports/create-import";
import { storageAllowance } from "@/lib/limits/allowances";
import { charge, getAllowance } from "@/lib/limits/daily-allowance";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ env: { MEMBER_STORED_MB_PER_DAY: "3", MEMBER_KEPT_MB: "1" } });

/** As many random characters, which nothing packs. */
const words = (length: number) =>
  Array.from({ length }, () => "abcdefghijklmnopqrstuvwxyz     "[Math.floor(Math.random() * 30)]).join("");

async function write(person: Person, circuitId: string, characters = 45_000) {
  const body = { circuitId, title: "What it does", body: words(characters), tags: [], state: "" };
  const response = await call(createFinding, { method: "POST", person, body });
  return { status: response.status, answer: await response.json() };
}

test("who keeps as much as they may is refused what is more, in every way it is made, until they delete something", async () => {
  const person = await createPerson();
  const circuitId = await createFinishedCircuit();
  const drafts: string[] = [];
  let last = await write(person, circuitId);
  for (; last.status === 201; last = await write(person, circuitId)) drafts.push(last.answer.id);
  expect(last).toMatchObject({
    status: 409,
    answer: {
      title: expect.stringMatching(/^You keep 1 MB of imported circuits.*Delete imports, views or drafts/),
    },
  });
  expect(drafts.length).toBeGreaterThan(4);
  const [first = "", ...others] = drafts;
  const content = { title: "What it does", body: words(45_000), tags: [], state: "" };
  const more = [
    call(updateFinding, { method: "PUT", person, params: { id: first }, body: { ...content, revision: 1 } }),
    call(fork, { method: "POST", person, params: { id: first } }),
  ];
  for (const response of await Promise.all(more)) expect(response.status).toBe(409);
  const source = new TextEncoder().encode(`{"a":"${words(200_000)}"}`);
  await expect(createImport({ viewer: person.viewer, name: "a.json", source })).rejects.toMatchObject({
    code: "conflict",
  });
  // Nothing of what was refused is there, and what was there is as it was.
  expect(await db().findingRevision.count({ where: { finding: { authorId: person.id } } })).toBe(
    drafts.length,
  );
  expect(await db().importedCircuit.count({ where: { ownerId: person.id } })).toBe(0);
  for (const findingId of others.slice(0, 2)) await deleteFinding({ findingId, authorId: person.id });
  expect((await write(person, circuitId)).status).toBe(201);
  // Somebody else's room is their own.
  expect((await write(await createPerson(), circuitId)).status).toBe(201);
});

test("of what is saved at the same moment, no more is kept than there is room for", async () => {
  const person = await createPerson();
  const circuitId = await createFinishedCircuit();
  const answers = await Promise.all(Array.from({ length: 16 }, () => write(person, circuitId)));
  const kept = answers.filter(({ status }) => status === 201).length;
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(16 - kept);
  const [row] = await db().$queryRaw<{ bytes: number }[]>`
    select sum(pg_column_size(r.body) + pg_column_size(r."writeUp"))::int as bytes
    from "FindingRevision" r join "Finding" f on f.id = r."findingId" where f."authorId" = ${person.id}::uuid`;
  expect(row?.bytes).toBeLessThanOrEqual(1e6);
});

test("what is saved is taken off the day, what was refused is not, and a used up day refuses", async () => {
  const person = await createPerson();
  const circuitId = await createFinishedCircuit();
  const left = async () => (await getAllowance({ ...storageAllowance(), unit: "kB" }, person.viewer)).left;
  expect(await left()).toBe(3);
  expect((await write(person, circuitId, 45_000)).status).toBe(201);
  expect(await left()).toBe(2);
  const counter = () => db().rateLimit.findUnique({ where: { key: `stored-member:${person.id}` } });
  const before = (await counter())?.points;
  const view = { method: "POST", person, params: { id: circuitId }, body: { name: "mine", state: "" } };
  expect((await call(saveView, view)).status).toBe(201);
  const after = (await counter())?.points;
  expect(after).toBeGreaterThan(before ?? 0);
  expect((await call(saveView, view)).status).toBe(409);
  expect((await counter())?.points).toBe(after);
  await charge(storageAllowance(), person.viewer, 3);
  const refused = await call(saveView, { ...view, body: { name: "another", state: "" } });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await write(person, circuitId, 10)).status).toBe(429);
});
