import { describe, expect, test } from "vitest";
import { DELETE as deleteKey } from "@/app/api/v1/me/keys/[id]/route";
import { GET as getKeys, POST as postKey } from "@/app/api/v1/me/keys/route";
import { PATCH as patchMe } from "@/app/api/v1/me/route";
import { POST as postRun } from "@/app/api/v1/runs/route";
import { GET as getSearch } from "@/app/api/v1/search/route";
import { createApiKey, maxKeys } from "@/lib/api-keys/create-api-key";
import type { KeyScope } from "@/lib/api-keys/key-scopes";
import { makeKey } from "@/lib/api-keys/key-secret";
import { viewerFromKey } from "@/lib/api-keys/viewer-from-key";
import { viewerFromRequest } from "@/lib/auth/viewer-from-request";
import { db } from "@/lib/db/client";
import { housekeeping } from "@/workers/housekeeping";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite();

const dayMillis = 24 * 60 * 60 * 1000;
const granted = (userId: string, scopes: Exclude<KeyScope, "read">[] = []) =>
  createApiKey({ userId, name: "A script", scopes, days: null });
const search = (authorization: string, more: Record<string, string> = {}) =>
  call(getSearch, { path: "/api/v1/search?q=cat", headers: { authorization, ...more } });

/** The sentence of a refusal, and how it asks for a key. */
async function refusalOf(response: Response): Promise<string> {
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toMatch(
    /^Bearer realm="Circuit Commons", error="invalid_token"$/,
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { title } = await response.json();
  return title;
}

describe("a key", () => {
  test("is told once, by its owner's browser alone, and only its hash is kept", async () => {
    const person = await createPerson();
    const body = { name: "Notebook", scopes: ["compute"], days: 30 };
    const response = await call(postKey, { method: "POST", person, body });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const { key, made } = await response.json();
    const listed = await (await call(getKeys, { person })).text();
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(key);
    expect(made).toMatchObject({
      name: "Notebook",
      scopes: ["read", "compute"],
      usedAt: null,
      start: key.slice(0, 8),
    });
    const row = await db().apiKey.findUniqueOrThrow({ where: { id: made.id } });
    expect(JSON.stringify(row)).not.toContain(key.slice(8));
    expect(row.secretHash).toHaveLength(32);
    const days = (Number(row.expiresAt) - row.createdAt.getTime()) / dayMillis;
    expect(days).toBeCloseTo(30, 2);
  });

  test.each([
    [{ name: "", scopes: [], days: null }],
    [{ name: "x".repeat(81), scopes: [], days: null }],
    [{ name: "a\0b", scopes: [], days: null }],
    [{ name: "x", scopes: ["administer"], days: null }],
    [{ name: "x", scopes: ["label", "compute", "write", "publish", "check", "compute"], days: null }],
    [{ name: "x", scopes: [], days: 100_000 }],
    [{ name: "x", scopes: [] }],
  ])("is not made of %j", async (body) => {
    const response = await call(postKey, { method: "POST", person: await createPerson(), body });
    expect(response.status).toBe(400);
  });

  test("asks as the member it belongs to, for whom limits and allowances count", async () => {
    const { id, handle } = await createPerson("administrator");
    const { key } = await granted(id, ["compute"]);
    const { viewer, scopes } = await viewerFromKey(`Bearer ${key}`);
    expect(viewer).toEqual({ kind: "member", id, handle, name: null, role: "member", isProgram: true });
    expect([...scopes]).toEqual(["read", "compute"]);
    const body = { model: "storybook-4l", text: "Asked by a key." };
    const headers = { authorization: `bEaReR  ${key}`, origin: "https://elsewhere.example" };
    const response = await call(postRun, { method: "POST", body, headers });
    expect(response.status).toBe(201);
    expect(response.headers.get("set-cookie")).toBeNull();
    const { id: run } = await response.json();
    expect(await db().run.findUniqueOrThrow({ where: { id: run } })).toMatchObject({ requesterId: id });
  });

  test("does not do what it was not allowed, and says which scope is missing", async () => {
    const { key } = await granted((await createPerson()).id, ["write"]);
    const body = { model: "storybook-4l", text: "Not allowed." };
    const response = await call(postRun, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("www-authenticate")).toBe(
      'Bearer realm="Circuit Commons", error="insufficient_scope", scope="compute"',
    );
    expect((await response.json()).title).toBe(
      "This key may not do this: it was not allowed to compute. Make one that is.",
    );
  });

  test("opens nothing of the account: no name, no session, no other key, its owner's cookie beside it or not", async () => {
    const person = await createPerson();
    const { key, made } = await granted(person.id, ["compute", "write", "publish"]);
    const byKey: Record<string, string> = { authorization: `Bearer ${key}` };
    for (const headers of [byKey, { ...byKey, cookie: person.cookie }]) {
      const tries = [
        call(patchMe, { method: "PATCH", body: { name: "Stolen" }, headers }),
        call(getKeys, { headers }),
        call(postKey, { method: "POST", body: { name: "Another", scopes: [], days: null }, headers }),
        call(deleteKey, { method: "DELETE", params: { id: made.id }, headers }),
      ];
      for (const response of await Promise.all(tries)) {
        expect(response.status).toBe(403);
        expect((await response.json()).title).toBe(
          "No key may do this. Sign in with a browser and do it there.",
        );
      }
    }
  });

  test("is no key in an address or a cookie, nor on a page", async () => {
    const { key } = await granted((await createPerson()).id);
    const body = { model: "storybook-4l", text: "By whom?" };
    const response = await call(postRun, {
      ...{ method: "POST", body, path: `/api/v1/runs?key=${key}&access_token=${key}` },
      headers: { cookie: `next-auth.session-token=${key}; authorization=Bearer ${key}; key=${key}` },
    });
    const { id } = await response.json();
    expect(await db().run.findUniqueOrThrow({ where: { id } })).toMatchObject({ requesterId: null });
    const sender = {
      cookies: { get: () => undefined },
      headers: new Headers({ authorization: `Bearer ${key}` }),
    };
    expect((await viewerFromRequest(sender)).viewer.kind).toBe("guest");
  });

  test("has its last use written at most once a minute, however many ask at once", async () => {
    const { key, made } = await granted((await createPerson()).id);
    const used = async () =>
      (await db().apiKey.findUniqueOrThrow({ where: { id: made.id } })).usedAt?.getTime();
    const first = Date.now();
    await Promise.all(
      Array.from({ length: 8 }, (_, n) => viewerFromKey(`Bearer ${key}`, new Date(first + n))),
    );
    const at = await used();
    expect(at).toBeGreaterThanOrEqual(first);
    await viewerFromKey(`Bearer ${key}`, new Date(first + 59_000));
    expect(await used()).toBe(at);
    await viewerFromKey(`Bearer ${key}`, new Date(first + 61_000));
    expect(await used()).toBe(first + 61_000);
  });

  test("makes of a kept answer one that nobody keeps", async () => {
    const { key } = await granted((await createPerson()).id);
    const response = await search(`Bearer ${key}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});

describe("is refused with a sentence, and never as if nothing had been sent:", () => {
  const none = /^The header authorization holds no key of this site/;
  test.each([
    ["a key without its scheme", () => makeKey(), none],
    ["another scheme", () => `Token ${makeKey()}`, none],
    ["nothing after the scheme", () => "Bearer", none],
    ["two keys", () => `Bearer ${makeKey()}, Bearer ${makeKey()}`, none],
    ["10 kB", () => `Bearer ${"x".repeat(10_240)}`, none],
    ["10 kB of spaces", () => `Bearer${" ".repeat(10_240)}x y`, none],
    ["a JSON web token", () => "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", none],
    [
      "a mistyped key",
      () => `Bearer ${makeKey().replace(/.$/, (last) => (last === "a" ? "b" : "a"))}`,
      /^This key has a typing mistake/,
    ],
    ["a key of nobody", () => `Bearer ${makeKey()}`, /^There is no such key here\./],
  ])("%s", async (_, header, sentence) => {
    const person = await createPerson();
    expect(await refusalOf(await search(header(), { cookie: person.cookie }))).toMatch(sentence);
  });

  test("a revoked one, from its next request on", async () => {
    const person = await createPerson();
    const { key, made } = await granted(person.id);
    expect((await search(`Bearer ${key}`)).status).toBe(200);
    const revoke = () => call(deleteKey, { method: "DELETE", person, params: { id: made.id } });
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(404);
    expect(await refusalOf(await search(`Bearer ${key}`))).toBe(
      "This key was revoked. Make another one in your settings.",
    );
    expect(await (await call(getKeys, { person })).json()).toEqual({ items: [], nextCursor: null });
  });

  test("an expired one, from its moment on", async () => {
    const { id } = await createPerson();
    const { key, made } = await createApiKey({ userId: id, name: "Short", scopes: [], days: 7 });
    const end = made.expiresAt?.getTime() ?? 0;
    await expect(viewerFromKey(`Bearer ${key}`, new Date(end - 1))).resolves.toBeTruthy();
    await expect(viewerFromKey(`Bearer ${key}`, new Date(end))).rejects.toThrow(/^This key has expired/);
  });

  test("one of a suspended account", async () => {
    const { id } = await createPerson();
    const { key } = await granted(id);
    await db().user.update({ where: { id }, data: { suspendedAt: new Date() } });
    expect(await refusalOf(await search(`Bearer ${key}`))).toBe(
      "The account that this key belongs to is suspended.",
    );
  });
});

test("a proxy's own word in the same header is not taken for a key, and cookies count beside it", async () => {
  const person = await createPerson();
  const headers = { authorization: "Basic YTpi" };
  expect((await call(getKeys, { person, headers })).status).toBe(200);
  const foreign = { ...headers, origin: "https://evil.example" };
  const body = { name: "Theirs", scopes: [], days: null };
  expect((await call(postKey, { method: "POST", person, body, headers: foreign })).status).toBe(403);
});

test("of a person's keys no more open anything than may, however many are asked for at once", async () => {
  const { id } = await createPerson();
  const made = await Promise.allSettled(Array.from({ length: maxKeys + 6 }, () => granted(id)));
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(maxKeys);
  await expect(granted(id)).rejects.toThrow(`You have ${maxKeys} keys, which is the most.`);
  const expired = await db().apiKey.findFirstOrThrow({ where: { userId: id } });
  await db().apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date(0) } });
  await expect(granted(id)).resolves.toBeTruthy();
});

test("what expired or was revoked is tidied away after 30 days", async () => {
  const { id } = await createPerson();
  const [open, revoked, lately] = [await granted(id), await granted(id), await granted(id)];
  const days = (n: number) => new Date(Date.now() - n * dayMillis);
  await db().apiKey.update({ where: { id: revoked.made.id }, data: { revokedAt: days(31) } });
  await db().apiKey.update({ where: { id: lately.made.id }, data: { expiresAt: days(29) } });
  await housekeeping(new Date());
  const left = await db().apiKey.findMany({
    where: { userId: id },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  expect(left.map((each) => each.id)).toEqual([open.made.id, lately.made.id]);
});
