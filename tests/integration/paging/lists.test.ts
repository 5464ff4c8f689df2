import { expect, test } from "vitest";
import { GET as getViews } from "@/app/api/v1/circuits/[id]/views/route";
import { GET as getSessions } from "@/app/api/v1/me/sessions/route";
import { createSession } from "@/lib/auth/session";
import { findCircuitsOfRun } from "@/lib/circuits/find-circuits";
import { db } from "@/lib/db/client";
import { createFinding } from "@/lib/findings/create-finding";
import { findFindingsOfAuthor, findFindingsOfCircuit } from "@/lib/findings/find-findings";
import { getFindingHistory } from "@/lib/findings/get-finding";
import { updateFinding } from "@/lib/findings/update-finding";
import { findImports } from "@/lib/imports/find-imports";
import type { Page } from "@/lib/paging/page";
import { findSessions, sessionCursor } from "@/lib/people/find-sessions";
import { findRuns } from "@/lib/runs/find-runs";
import { findViewState, findViews, saveView } from "@/lib/views/save-view";
import { createFinishedCircuit } from "../support/circuits";
import { call, createPerson, guest } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

/** Every item of a list that is walked two at a time. */
async function walk<Item>(find: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const found: Item[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await find(cursor);
    found.push(...items);
    if (nextCursor === null) return found;
    expect(items).toHaveLength(2);
    cursor = nextCursor;
  }
}

const at = (cursor: string | undefined) => ({ limit: 2, ...(cursor !== undefined && { cursor }) });
const five = [1, 2, 3, 4, 5];
const content = { title: "A title", body: "A body", tags: [], state: "" };

test("every list, walked a page at a time, holds each item once and the newest first", async () => {
  const { id: userId, viewer } = await createPerson();
  const circuitId = await createFinishedCircuit();
  const {
    run: { id: runId },
  } = await db().circuit.findUniqueOrThrow({
    where: { id: circuitId },
    select: { run: { select: { id: true } } },
  });
  for (const n of five) {
    await db().importedCircuit.create({ data: { ownerId: userId, fileName: `${n}` } });
    await createFinding({ ...content, title: `${n}`, circuitId, authorId: userId });
    await saveView({ circuitId, ownerId: userId, name: `${n}`, state: `${n}` });
    const { run } = await db().circuit.update({
      where: { id: await createFinishedCircuit() },
      data: { threshold: n / 10 },
      select: { run: true },
    });
    await db().run.update({ where: { id: run.id }, data: { requesterId: userId } });
    await db().circuit.updateMany({ where: { runId: run.id }, data: { runId } });
  }
  const newestFirst = five.map(String).reverse();
  const findings = await walk((cursor) => findFindingsOfAuthor({ authorId: userId, ...at(cursor) }));
  expect(findings.map(({ title }) => title)).toEqual(newestFirst);
  expect(await walk((cursor) => findFindingsOfCircuit({ circuitId, viewer, ...at(cursor) }))).toEqual(
    findings,
  );
  expect(
    await walk((cursor) => findFindingsOfCircuit({ circuitId, viewer: guest(), ...at(cursor) })),
  ).toEqual([]);
  const imports = await walk((cursor) => findImports({ ownerId: userId, ...at(cursor) }));
  expect(imports.map(({ fileName }) => fileName)).toEqual(newestFirst);
  const views = await walk((cursor) => findViews({ circuitId, ownerId: userId, ...at(cursor) }));
  expect(views.map(({ name }) => name)).toEqual(newestFirst);
  expect(await walk((cursor) => findRuns({ requesterId: userId, ...at(cursor) }))).toHaveLength(5);
  const circuits = await walk((cursor) => findCircuitsOfRun({ runId, butFor: circuitId, ...at(cursor) }));
  expect(circuits.map(({ threshold }) => threshold * 10)).toEqual([...five].reverse());
  const findingId = findings[0]?.id ?? "";
  for (const revision of [1, 2, 3, 4])
    await updateFinding({ ...content, findingId, authorId: userId, revision });
  const versions = await walk((cursor) =>
    getFindingHistory({
      findingId,
      viewer,
      limit: 2,
      ...(cursor !== undefined && { cursor: Number(cursor) }),
    }),
  );
  expect(versions.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
});

test("sessions, walked a page at a time, come each once, the latest seen first, also those seen at one moment", async () => {
  const { id: userId } = await createPerson();
  await Promise.all(five.map((n) => createSession(userId, `browser ${n}`)));
  const seenAt = new Date(Date.now() - 60_000);
  await db().session.updateMany({
    where: { userId, userAgent: { in: ["browser 1", "browser 2", "browser 3"] } },
    data: { seenAt },
  });
  const sessions = await walk((cursor) =>
    findSessions({
      userId,
      sessionId: "",
      limit: 2,
      ...(cursor !== undefined && { cursor: sessionCursor.parse(cursor) }),
    }),
  );
  expect(new Set(sessions.map(({ id }) => id)).size).toBe(6);
  expect(sessions.map(({ seenAt }) => seenAt.getTime())).toEqual(
    sessions.map(({ seenAt }) => seenAt.getTime()).sort((a, b) => b - a),
  );
});

test("a saved view opens by its id on whatever page of the list it stands, for its owner alone", async () => {
  const [owner, other] = [await createPerson(), await createPerson()];
  const circuitId = await createFinishedCircuit();
  const { id: viewId } = await saveView({ circuitId, ownerId: owner.id, name: "Heads", state: "v1" });
  expect(await findViewState({ viewId, circuitId, ownerId: owner.id })).toBe("v1");
  expect(await findViewState({ viewId, circuitId, ownerId: other.id })).toBeNull();
  expect(await findViewState({ viewId: "no id", circuitId, ownerId: owner.id })).toBeNull();
});

test("a list's route answers with pages of the wanted size, and refuses a cursor that is none", async () => {
  const person = await createPerson();
  const id = await createFinishedCircuit();
  for (const name of ["one", "two"]) await saveView({ circuitId: id, ownerId: person.id, name, state: "" });
  const views = (query: string) => call(getViews, { person, params: { id }, path: `/?${query}` });
  const first = await (await views("limit=1")).json();
  expect(first).toMatchObject({ items: [{ name: "two" }], nextCursor: first.items[0].id });
  expect(await (await views(`limit=1&cursor=${first.nextCursor}`)).json()).toMatchObject({
    items: [{ name: "one" }],
    nextCursor: null,
  });
  for (const refused of ["cursor=x", "limit=0", "limit=101", "limit=x"])
    expect((await views(refused)).status).toBe(400);
  for (const cursor of ["x", "_", `2026-01-01T00:00:00.000Z_x`, `x_${id}`])
    expect((await call(getSessions, { person, path: `/?cursor=${cursor}` })).status).toBe(400);
});

const id = "00000000-0000-7000-8000-000000000000";

test.each([
  ["runs of a member", `"Run" where "requesterId" = '${id}' and id < '${id}' order by id desc`],
  ["circuits of a run", `"Circuit" where "runId" = '${id}' and id < '${id}' order by id desc`],
  ["findings about a circuit", `"Finding" where "circuitId" = '${id}' and id < '${id}' order by id desc`],
  ["findings of an author", `"Finding" where "authorId" = '${id}' and id < '${id}' order by id desc`],
  [
    "versions of a finding",
    `"FindingRevision" where "findingId" = '${id}' and number < 9 order by number desc`,
  ],
  ["imports of a member", `"ImportedCircuit" where "ownerId" = '${id}' and id < '${id}' order by id desc`],
  [
    "views of a circuit",
    `"SavedView" where "circuitId" = '${id}' and "ownerId" = '${id}' and id < '${id}' order by id desc`,
  ],
  ["sessions of a person", `"Session" where "userId" = '${id}' order by "seenAt" desc, id desc`],
  ["models", `"Model" where id > '${id}' order by id`],
  [
    "digests that are due",
    `"User" where "suspendedAt" is null and "digestDueAt" <= now()`,
    "User_digestDueAt_idx",
  ],
  [
    "what a member watches",
    `"Watch" where "memberId" = '${id}' and "isOn" order by "createdAt" desc`,
    "Watch_memberId_createdAt_idx",
  ],
  [
    "what was read long ago",
    `"Notification" where "readAt" < now() - interval '180 days'`,
    "Notification_readAt_idx",
  ],
  [
    "what was told long ago",
    `"Notification" where "createdAt" < now() - interval '1 year'`,
    "Notification_createdAt_idx",
  ],
])("the list of %s is read from an index, in its order", async (_, query, index = "Index Scan") => {
  const plan = await db().$transaction(async (tx) => {
    // Tables this small would be read and sorted whole; what is asked is whether they need be.
    for (const way of ["seqscan", "bitmapscan", "sort"])
      await tx.$executeRawUnsafe(`set local enable_${way} = off`);
    return tx.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(`explain select * from ${query} limit 21`);
  });
  const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
  expect(text).toMatch(/Index Scan/);
  expect(text).toContain(index);
  expect(text).not.toMatch(/Sort/);
});
