import { beforeAll, describe, expect, test } from "vitest";
import { DELETE as deleteOne, GET as getOne, PATCH as patchOne } from "@/app/api/v1/families/[id]/route";
import { GET as getCheck } from "@/app/api/v1/families/[id]/versions/[version]/checks/[model]/route";
import { GET as getFile } from "@/app/api/v1/families/[id]/versions/[version]/file/route";
import { GET as getPrompts } from "@/app/api/v1/families/[id]/versions/[version]/prompts/route";
import { GET as getVersion } from "@/app/api/v1/families/[id]/versions/[version]/route";
import { GET as getVersions, POST as postVersion } from "@/app/api/v1/families/[id]/versions/route";
import { GET as getList, POST as postFamily } from "@/app/api/v1/families/route";
import { db } from "@/lib/db/client";
import { bundledFamily, bundledNames } from "@/lib/families/bundled/bundled-families";
import { createFamily } from "@/lib/families/create-family";
import { familyHash } from "@/lib/families/family-hash";
import { maxFamilies, maxVersions } from "@/lib/families/family-schemas";
import { findFamilies } from "@/lib/families/find-families";
import { seedFamilies } from "@/lib/families/seed-families";
import type { WrittenFamily } from "@/lib/family-format/family";
import { madeUpFamily } from "@/lib/family-format/made-up-family";
import { readFamily } from "@/lib/family-format/read-family";
import { call, createPerson, type Person } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const sourceOf = (change: Partial<WrittenFamily> = {}) => JSON.stringify(madeUpFamily(change));
const absent = "00000000-0000-7000-8000-000000000000";
let owner: Person;
let other: Person;

beforeAll(async () => {
  [owner, other] = await Promise.all([createPerson(), createPerson()]);
});

const make = (isPublic = true, change: Partial<WrittenFamily> = {}, by = owner) =>
  createFamily({ source: sourceOf(change), isPublic, forkOf: null, ownerId: by.id });
const addVersion = (id: string, change: Partial<WrittenFamily>, after: number, person = owner) =>
  call(postVersion, {
    ...{ method: "POST", params: { id }, person, body: { source: sourceOf(change), after } },
  });

describe("a family of prompts", () => {
  test("is made of a file, read, expanded and taken along as the same, by the API", async () => {
    const body = { source: sourceOf(), isPublic: true };
    const made = await call(postFamily, { method: "POST", person: owner, body });
    const { id, hash, url } = await made.json();
    expect([made.status, url]).toEqual([201, `/families/${id}`]);
    const { family } = readFamily(madeUpFamily());
    expect(hash).toBe(familyHash(family));

    const read = await (await call(getOne, { params: { id } })).json();
    expect(read).toMatchObject({
      ...{
        id,
        version: 1,
        latest: 1,
        hash,
        title: "Who gets it",
        prompts: 12,
        heldOut: 6,
        isMine: false,
        family,
      },
      forkedFrom: null,
    });
    const params = { id, version: "1" };
    const file = await (await call(getFile, { params })).json();
    expect(familyHash(readFamily(file).family)).toBe(hash);
    const prompts = await call(getPrompts, { params });
    expect(prompts.headers.get("content-disposition")).toBe('attachment; filename="prompts.jsonl"');
    const lines = (await prompts.text()).trimEnd().split("\n");
    expect(lines).toHaveLength(12);
    const again = await createFamily({
      ...{ source: lines.join("\n"), title: "Of lines", isPublic: false, forkOf: null, ownerId: owner.id },
    });
    expect(await db().family.findUniqueOrThrow({ where: { id: again.id } })).toMatchObject({
      ...{ title: "Of lines", prompts: 12 },
    });
  });

  test("gets versions, each with its hash for good, and the list has the latest", async () => {
    const { id, hash } = await make();
    const added = await addVersion(id, { title: "Who gets it, again", draws: 3 }, 1);
    expect(added.status).toBe(201);
    const second = await added.json();
    expect(second).toMatchObject({ id, version: 2 });
    expect(second.hash).not.toBe(hash);
    const { versions } = await (await call(getVersions, { params: { id } })).json();
    expect(versions.map((each: { number: number; prompts: number }) => [each.number, each.prompts])).toEqual([
      [2, 6],
      [1, 12],
    ]);
    const first = await (await call(getVersion, { params: { id, version: "1" } })).json();
    expect(first).toMatchObject({ version: 1, latest: 2, hash, title: "Who gets it" });
    expect((await call(getVersion, { params: { id, version: "3" } })).status).toBe(404);
    const { items } = await findFamilies({ viewer: { kind: "guest", key: "" }, q: "gets AGAIN" });
    expect(items[0]).toMatchObject({ id, latest: 2, title: "Who gets it, again", hash: second.hash });
    await expect(
      db().familyVersion.updateMany({ where: { familyId: id, number: 1 }, data: { prompts: 2 } }),
    ).rejects.toThrow(/never changed/);
  });

  test("of two versions made at once one stands, and the other is told which was made meanwhile", async () => {
    const { id } = await make();
    const answers = await Promise.all([2, 3, 4, 5].map((seed) => addVersion(id, { seed: seed + 10 }, 1)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const said = await Promise.all(answers.map((each) => each.text()));
    expect(said.filter((each) => each.includes("Version 2 was made meanwhile"))).toHaveLength(3);
    expect(await db().familyVersion.count({ where: { familyId: id } })).toBe(2);
    const same = await addVersion(id, {}, 2);
    expect(same.status).toBe(201);
    const twice = await addVersion(id, {}, 3);
    expect([twice.status, (await twice.json()).title]).toEqual([
      409,
      "This is what version 3 says already, to the last character.",
    ]);
  });

  test("that is private is its owner's alone, in lists, addresses and forks; public it is everybody's", async () => {
    const { id } = await make(false, { title: "Hush" });
    const seenBy = async (person?: Person) => {
      const { items } = await (
        await call(getList, { path: "/api/v1/families?q=hush", ...(person && { person }) })
      ).json();
      const at = await call(getOne, { params: { id }, ...(person && { person }) });
      return [items.length, at.status];
    };
    expect([await seenBy(), await seenBy(other), await seenBy(owner)]).toEqual([
      [0, 404],
      [0, 404],
      [1, 200],
    ]);
    const fork = { source: sourceOf({ seed: 5 }), isPublic: true, forkOf: { id, version: 1 } };
    const forked = () => call(postFamily, { method: "POST", person: other, body: fork });
    expect((await forked()).status).toBe(404);
    const share = (person: Person) =>
      call(patchOne, { method: "PATCH", params: { id }, person, body: { isPublic: true } });
    expect((await share(other)).status).toBe(404);
    expect((await share(owner)).status).toBe(204);
    expect([await seenBy(), await seenBy(other)]).toEqual([
      [1, 200],
      [1, 200],
    ]);
    const made = await forked();
    expect(made.status).toBe(201);
    const { id: forkId } = await made.json();
    const read = async () => (await call(getOne, { params: { id: forkId } })).json();
    expect((await read()).forkedFrom).toEqual({ id, version: 1, title: "Hush" });
    expect((await addVersion(id, { seed: 8 }, 1, other)).status).toBe(404);

    const gone = (person: Person) => call(deleteOne, { method: "DELETE", params: { id }, person });
    expect((await gone(other)).status).toBe(404);
    expect((await gone(owner)).status).toBe(204);
    expect((await read()).forkedFrom).toBeNull();
    const missing = { ...fork, forkOf: { id: absent, version: 1 } };
    expect((await call(postFamily, { method: "POST", person: other, body: missing })).status).toBe(404);
  });

  test.each<[string, string, RegExp]>([
    ["no family", "nothing", /neither a family as JSON nor prompts/],
    ["a slot with no word", sourceOf({ words: {} }), /has no word, for there is no list name/],
    ["100,000 prompts", sourceOf({ draws: 100_000 }), /at most 1,000 prompts/],
    [
      "a line of 30,000 bytes",
      `{"text":"${"x".repeat(30_000)}"}\n{"text":"b","answer":" c"}`,
      /30,011 bytes/,
    ],
    ["a prototype's key", `{"__proto__":{},"text":"a","answer":" b"}`, /"__proto__" is no name/],
    [
      "a rule that holds for the first prompts alone",
      sourceOf({ counterfactuals: [{ name: "s", rule: "same-word", role: "S2", as: "S1" }] }),
      /changes nothing/,
    ],
  ])("%s is refused with its sentence, and nothing is stored", async (_, source, sentence) => {
    const before = await db().family.count();
    const answer = await call(postFamily, {
      method: "POST",
      person: owner,
      body: { source, isPublic: true },
    });
    expect(answer.status).toBe(422);
    expect((await answer.json()).title).toMatch(sentence);
    expect(await db().family.count()).toBe(before);
  });

  test("that is longer than any is refused by the field", async () => {
    const body = { source: "x".repeat(1_000_001), isPublic: true };
    const answer = await call(postFamily, { method: "POST", person: owner, body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain("Use at most 1,000,000 characters.");
  });

  test("has no more versions, and its owner no more families, than there may be", async () => {
    const { id } = await make();
    await db().$executeRaw`update "Family" set latest = ${maxVersions} where id = ${id}::uuid`;
    const answer = await addVersion(id, { seed: 77 }, maxVersions);
    expect([answer.status, (await answer.json()).title]).toEqual([
      409,
      expect.stringMatching(/200 versions at most/),
    ]);
    const rich = await createPerson();
    await db().$executeRaw`
      insert into "Family" (id, "ownerId", title, prompts, hash, "updatedAt")
      select gen_random_uuid(), ${rich.id}::uuid, 'One', 1, ${"0".repeat(64)}, now() from generate_series(1, ${maxFamilies}::int)`;
    await expect(make(true, {}, rich)).rejects.toThrow(/500 families of prompts, which is the most/);
  });
});

describe("on a model", () => {
  const check = async (id: string, model = "storybook-4l") =>
    call(getCheck, { params: { id, version: "1", model } });

  test("a family is said to fit, or what does not, by its tokenizer", async () => {
    const { id } = await make();
    expect(await (await check(id)).json()).toMatchObject({
      prompts: 12,
      faults: [],
      tokens: { least: 11, most: 12 },
    });
    const odd = await make(true, { words: { name: ["Mary", "John", "Beatrix"], place: ["park"] } });
    const { faults } = await (await check(odd.id)).json();
    expect(faults.map(({ says }: { says: string }) => says)).toContainEqual(
      expect.stringMatching(/^The role IO is one token, and "Beatrix" is/),
    );
    expect((await check(id, "no-such-model")).status).toBe(404);
  });

  test("one that is too long to be checked here is left to the command line", async () => {
    const templates = Array.from({ length: 200 }, (_, i) => ({
      ...{ name: `t${i}`, text: `${i} ${"very ".repeat(390)}`, answer: " a" },
    }));
    const { id } = await make(true, { roles: [], words: {}, templates });
    const answer = await check(id);
    expect([answer.status, (await answer.json()).title]).toEqual([
      413,
      expect.stringMatching(/at most 400,000 are checked here: commons families check/),
    ]);
  });
});

describe("those that come with the site", () => {
  test("are published by its own account once, however often and by however many it is done", async () => {
    await Promise.all([seedFamilies(), seedFamilies(), seedFamilies()]);
    await seedFamilies();
    const rows = await db().family.findMany({
      where: { bundledName: { not: null } },
      include: { owner: true, versions: true },
      orderBy: { id: "desc" },
    });
    expect(rows.map(({ bundledName }) => bundledName)).toEqual([...bundledNames]);
    for (const { bundledName, hash, versions, owner, isPublic, latest } of rows) {
      const read = bundledFamily(bundledName ?? "");
      expect({ hash, isPublic, latest, versions: versions.length, by: owner.purpose }).toEqual({
        ...{ hash: read && familyHash(read.family), isPublic: true, latest: 1, versions: 1, by: "site" },
      });
    }
  });

  test("get the next version where a release changed one, and stay hidden where moderators hid one", async () => {
    await seedFamilies();
    const { id } = await db().family.findUniqueOrThrow({ where: { bundledName: "days" } });
    await db().family.update({ where: { id }, data: { hiddenAt: new Date(), latest: 2 } });
    await db().familyVersion.create({
      data: { familyId: id, number: 2, hash: "0".repeat(64), prompts: 1, heldOut: 0, document: {} },
    });
    await seedFamilies();
    expect(await db().family.findUniqueOrThrow({ where: { id } })).toMatchObject({
      latest: 3,
      isPublic: false,
    });
    expect(await db().familyVersion.count({ where: { familyId: id } })).toBe(3);
  });
});
