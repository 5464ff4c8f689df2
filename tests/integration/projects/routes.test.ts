import { expect, test, vi } from "vitest";
import { POST as addRoute, GET as featuresRoute } from "@/app/api/v1/projects/[slug]/features/route";
import { POST as inviteRoute } from "@/app/api/v1/projects/[slug]/invitations/route";
import { GET as membersRoute } from "@/app/api/v1/projects/[slug]/members/route";
import { PUT as changeRoute, GET as projectRoute } from "@/app/api/v1/projects/[slug]/route";
import { GET as tableRoute } from "@/app/api/v1/projects/[slug]/table/route";
import { POST as createRoute, GET as listRoute } from "@/app/api/v1/projects/route";
import { db } from "@/lib/db/client";
import { act } from "@/lib/moderation/act";
import { slugOf } from "@/lib/projects/create-project";
import { findProjectsOfFeature } from "@/lib/projects/find-projects";
import { updateProject } from "@/lib/projects/update-project";
import { makeReport } from "@/lib/reports/make-report";
import { createFinishedCircuit } from "../support/circuits";
import { proposeAnyLabel, sideOfFeature } from "../support/labels";
import { call, createPerson, guest, type Person } from "../support/people";
import { anyProject, beginProject, join, judgeAny } from "../support/projects";
import { setUpSite } from "../support/site";

vi.setConfig({ testTimeout: 60_000 });
setUpSite();

let next = 1200;
const idOf = async (slug: string) =>
  (await db().project.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;

test.each([
  ["a title of two characters", { title: "ab" }],
  ["a title of spaces", { title: "     " }],
  ["a goal that is too long", { goal: "x".repeat(301) }],
  ["guidelines that are too long", { guidelines: "x".repeat(20_001) }],
  ["nobody for each feature", { overlap: 0 }],
  ["more people than may be", { overlap: 21 }],
  ["half a person", { overlap: 1.5 }],
  ["text that cannot be stored", { title: "a\u0000bcd" }],
  ["nothing of who may join", { isOpen: undefined }],
])("%s begins no project", async (_, wrong) => {
  const person = await createPerson();
  const body = { ...anyProject, ...wrong };
  expect((await call(createRoute, { method: "POST", person, body })).status).toBe(400);
  expect(await db().project.count({ where: { creatorId: person.id } })).toBe(0);
});

test.each([
  ["Attention in layer 3", "attention-in-layer-3"],
  ["  \u00c9tudes: <b>noms</b>!  ", "e-tudes-b-noms-b"],
  ["x".repeat(160), "x".repeat(48)],
])("of the title %j the address is %s", (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test.each(["new", "\u540d\u524d", "!!!"])("of the title %j the address is made up", (title) => {
  expect(slugOf(title)).toMatch(/^project-[0-9a-z]+$/);
});

test("features come in by a list, a search and a circuit, each once, and what names none or several is told", async () => {
  const owner = await createPerson();
  const slug = await beginProject(owner, []);
  const add = async (body: unknown) => {
    const response = await call(addRoute, { method: "POST", params: { slug }, person: owner, body });
    return { status: response.status, ...(await response.json()) };
  };
  const list = (...features: string[]) => ({ from: "list", features });
  expect(await add(list("/features/storybook-4l/attn/3/7", "attn.3.8", "L3F9", "attn.3.8@4"))).toMatchObject(
    // A layer and a number alone may be of any kind.
    { status: 422, title: expect.stringContaining("Line 3") },
  );
  expect(await add(list("/features/storybook-4l/attn/3/7", "attn.3.8", "attn.3.8@4"))).toMatchObject({
    ...{ status: 200, added: 2, there: 0 },
  });
  expect(await add(list("attn.3.8", "attn.3.9"))).toMatchObject({ added: 1, there: 1 });
  for (const line of ["nonsense", "attn.3.99999999", "attn.99.1", "L3H2", "/features/none/attn/3/7"])
    expect(await add(list(line)), line).toMatchObject({ status: 422 });
  expect(await add(list())).toMatchObject({ status: 400 });
  expect(await add(list(...Array.from({ length: 1_001 }, (_, n) => `attn.3.${n}`)))).toMatchObject({
    status: 400,
  });
  const circuitId = await createFinishedCircuit();
  expect((await add({ from: "circuit", circuitId })).status).toBeOneOf([200, 422]);
  expect(await add({ from: "circuit", circuitId: crypto.randomUUID() })).toMatchObject({ status: 404 });
  expect(await add({ from: "circuit", circuitId: "not an id" })).toMatchObject({ status: 400 });
  expect(await add({ from: "search", search: { model: "none" }, most: 5 })).toMatchObject({ status: 422 });
  expect(await add({ from: "search", search: { layer: -1 }, most: 5 })).toMatchObject({ status: 400 });
  const { items } = await (await call(featuresRoute, { params: { slug } })).json();
  const indices = items.map(({ index }: { index: number }) => index);
  expect(indices.slice(0, 3).sort()).toEqual([7, 8, 9]);
  const { size } = await db().project.findUniqueOrThrow({ where: { slug } });
  expect(size).toBe(items.length);
});

test("a list is read a page at a time, of features and of members", async () => {
  const owner = await createPerson();
  const slug = await beginProject(owner, [next++, next++, next++]);
  for (let n = 0; n < 3; n++) await join(await createPerson(), slug);
  for (const [route, expected] of [
    [featuresRoute, 3],
    [membersRoute, 4],
  ] as const) {
    const seen: string[] = [];
    let cursor = "";
    for (let pages = 0; pages < 5; pages++) {
      const path = `/x?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await (await call(route, { path, params: { slug } })).json();
      seen.push(...page.items.map((item: { id?: string; handle?: string }) => item.id ?? item.handle));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(expected);
    expect(seen).toHaveLength(expected);
    expect((await call(route, { path: "/x?cursor=nonsense", params: { slug } })).status).toBe(400);
  }
});

async function rowsOf(slug: string, of: string, person: Person | null) {
  const path = `/x?of=${of}&format=jsonl`;
  const response = await call(tableRoute, { path, params: { slug }, person });
  if (response.status !== 200) return response.status;
  const text = await response.text();
  return text.trim() === ""
    ? []
    : text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
}

test("features and labels of a project are taken along with whose they are", async () => {
  const owner = await createPerson();
  const index = next++;
  const slug = await beginProject(owner, [index]);
  await proposeAnyLabel(owner.id, { of: await sideOfFeature(index), text: "=fires on sums" });
  expect(await rowsOf(slug, "features", owner)).toMatchObject([
    { feature: `/features/storybook-4l/attn/3/${index}`, judgements: 0, "wants more": true },
  ]);
  expect(await rowsOf(slug, "labels", owner)).toMatchObject([
    { label: "=fires on sums", by: owner.handle, side: "input", leads: true, licence: "CC0-1.0" },
  ]);
  const csv = await call(tableRoute, { path: "/x?of=labels", params: { slug }, person: owner });
  // No spreadsheet computes it.
  expect(await csv.text()).not.toMatch(/[\n,"]=fires/);
});

test("a project is reported, hidden, and shown again; hidden it is its owners' alone and asks for nothing", async () => {
  const [owner, other, moderator] = [
    await createPerson(),
    await createPerson(),
    await createPerson("moderator"),
  ];
  const index = next++;
  const slug = await beginProject(owner, [index]);
  const subject = { kind: "project", id: await idOf(slug) } as const;
  await makeReport({ reporterId: other.id, subject, reason: "spam", words: "" });
  await expect(
    makeReport({ reporterId: owner.id, subject, reason: "spam", words: "" }),
  ).rejects.toMatchObject({
    code: "forbidden",
  });
  const of = { dictionaryId: (await sideOfFeature(index)).dictionaryId, index };
  const asked = async () =>
    (await db().queuedFeature.findUniqueOrThrow({ where: { dictionaryId_index: of } })).asked;
  const status = async (person: Person | null) =>
    (await call(projectRoute, { params: { slug }, person })).status;
  expect([await asked(), (await findProjectsOfFeature(of, guest())).length]).toEqual([1, 1]);
  await act({ actorId: moderator.id, kind: "hide", subject, reason: "Advertising." });
  expect([await status(null), await status(other), await status(owner)]).toEqual([404, 404, 200]);
  expect([await asked(), (await findProjectsOfFeature(of, guest())).length]).toEqual([0, 0]);
  await expect(join(other, slug)).rejects.toMatchObject({ code: "not-found" });
  const { items } = await (await call(listRoute, { path: "/x?limit=100" })).json();
  expect(items.map((each: { slug: string }) => each.slug)).not.toContain(slug);
  await act({ actorId: moderator.id, kind: "show", subject, reason: "It is none." });
  expect([await status(null), await asked()]).toEqual([200, 1]);
  await act({
    ...{ actorId: moderator.id, kind: "suspend", subject: { kind: "person", id: owner.handle } },
    reason: "Spam elsewhere.",
  });
  expect([await status(null), await asked()]).toEqual([404, 0]);
  await act({
    ...{ actorId: moderator.id, kind: "lift", subject: { kind: "person", id: owner.handle } },
    reason: "It was not.",
  });
  expect([await status(null), await asked()]).toEqual([200, 1]);
});

test("a locked project is judged still, and changed by nobody until it is unlocked", async () => {
  const [owner, moderator] = [await createPerson(), await createPerson("moderator")];
  const index = next++;
  const slug = await beginProject(owner, [index], { overlap: 1 });
  const subject = { kind: "project", id: await idOf(slug) } as const;
  await act({ actorId: moderator.id, kind: "lock", subject, reason: "Its guidelines are disputed." });
  const change = () =>
    call(changeRoute, { method: "PUT", params: { slug }, person: owner, body: anyProject });
  const refused = await change();
  expect(refused.status).toBe(403);
  expect((await refused.json()).title).toContain("Its guidelines are disputed.");
  expect(
    (await call(inviteRoute, { method: "POST", params: { slug }, person: owner, body: {} })).status,
  ).toBe(403);
  await judgeAny(owner, index);
  expect((await db().projectFeature.findFirstOrThrow({ where: { project: { slug } } })).judged).toBe(1);
  await act({ actorId: moderator.id, kind: "unlock", subject, reason: "Settled." });
  expect((await change()).status).toBe(204);
});

test("twenty changes at once leave a project as one of them says it", async () => {
  const owner = await createPerson();
  const slug = await beginProject(owner, [next++]);
  await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      updateProject({ ...anyProject, slug, ownerId: owner.id, goal: `goal ${n}`, overlap: (n % 5) + 1 }),
    ),
  );
  const { goal, overlap } = await db().project.findUniqueOrThrow({ where: { slug } });
  expect(overlap).toBe((Number(goal.split(" ")[1]) % 5) + 1);
  expect((await db().projectFeature.findFirstOrThrow({ where: { project: { slug } } })).isWanted).toBe(true);
});

test("a page of members that begins after nobody is refused, and so is a moment that is none", async () => {
  const slug = await beginProject(await createPerson(), []);
  const id = "019a22c5-5d2c-7a80-9d5d-5b8c6d0a7f11";
  const after = (cursor: string) =>
    call(membersRoute, { params: { slug }, path: `/x?cursor=${encodeURIComponent(cursor)}` });
  for (const cursor of [
    `9999999999999999_${id}`,
    `1795942800000_${"-".repeat(36)}`,
    `1795942800000_${"a".repeat(36)}`,
  ])
    expect((await after(cursor)).status).toBe(400);
  expect((await after(`9999999999999_${id}`)).status).toBe(200);
});

test("of projects that are begun with one title at once each has an address of its own", async () => {
  const creators = await Promise.all(Array.from({ length: 8 }, () => createPerson()));
  const body = { ...anyProject, title: "Begun at once by many" };
  const made = await Promise.all(
    creators.map((person) => call(createRoute, { method: "POST", person, body })),
  );
  expect(made.map(({ status }) => status)).toEqual(made.map(() => made[0]?.status));
  expect(made[0]?.ok).toBe(true);
  expect(await db().project.count({ where: { creatorId: { in: creators.map(({ id }) => id) } } })).toBe(8);
});
