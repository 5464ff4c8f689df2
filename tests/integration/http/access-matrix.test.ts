import { describe, expect, test } from "vitest";
import { findRoutes } from "@/app/api/find-api-routes";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { grantedScopes, keyScopes } from "@/lib/api-keys/key-scopes";
import { roleIncludes, type ViewerRole } from "@/lib/auth/viewer-type";
import { db } from "@/lib/db/client";
import { keyScopeOf } from "@/lib/http/key-scope";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";
import type { Worst } from "../support/worst-content/fill";
import { everythingRead } from "../support/worst-content/measure";

const foreignHeaders: Record<string, string>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example" },
  { origin: "null" },
];
const absent = "00000000-0000-7000-8000-000000000000";

setUpSite({ model: false });

describe("the access matrix", async () => {
  const routes = new Map((await findRoutes()).map((each) => [`${each.method} ${each.path}`, each.handler]));
  const roles: readonly ViewerRole[] = ["member", "judge", "moderator", "administrator"];

  test.each([...routes])("%s answers each kind of caller as its rule says", async (name, handler) => {
    const [method = "", path = ""] = name.split(" ");
    const { access, readsOnly, whileSuspended } = handler.definition;
    const attempt = { method, path, params: { id: absent }, ...(method !== "GET" && { body: {} }) };
    const refusals = [401, 403, 500];
    const { status: toGuest } = await call(handler, attempt);
    if (access === "anyone") expect(refusals).not.toContain(toGuest);
    else expect(toGuest).toBe(401);
    // Whatever somebody was: suspended they read as a member does, and change nothing but their own account.
    const suspended = await createPerson("administrator");
    const suspension = { suspendedAt: new Date(), suspensionReason: "A flood of spam." };
    await db().user.update({ where: { id: suspended.id }, data: suspension });
    const toSuspended = await call(handler, { ...attempt, person: suspended });
    const reads = method === "GET" || readsOnly || whileSuspended;
    if (reads && ["anyone", "member"].includes(access)) expect(refusals).not.toContain(toSuspended.status);
    else {
      expect(toSuspended.status).toBe(403);
      if (!reads && ["anyone", "member"].includes(access))
        expect((await toSuspended.json()).title).toContain("A flood of spam.");
    }
    for (const role of roles) {
      const { status } = await call(handler, { ...attempt, person: await createPerson(role) });
      if (access === "anyone" || roleIncludes(role, access)) expect(refusals).not.toContain(status);
      else expect(status).toBe(403);
    }
  });

  test.each([...routes])("%s answers a key of each scope as its definition says", async (name, handler) => {
    const [method = "", path = ""] = name.split(" ");
    const { access, ownOrigin } = handler.definition;
    const needed = keyScopeOf(handler.definition, method);
    // An administrator's: what a key may is what a member may, whoever made it.
    const owner = await createPerson("administrator");
    for (const scope of keyScopes) {
      const scopes = grantedScopes.filter((each) => each === scope);
      const { key } = await createApiKey({ userId: owner.id, name: "Tried", scopes, days: null });
      const attempt = { method, path, params: { id: absent }, ...(method !== "GET" && { body: {} }) };
      // The owner's own session beside it opens nothing more, and another site's page does not send keys.
      for (const headers of [{}, { cookie: owner.cookie }, ...foreignHeaders]) {
        const response = await call(handler, {
          ...attempt,
          headers: { authorization: `Bearer ${key}`, ...headers },
        });
        const { status } = response;
        const may = needed === "read" || needed === scope;
        const ranked = access !== "anyone" && access !== "member";
        if (ownOrigin && foreignHeaders.some((each) => each === headers)) expect(status).toBe(403);
        else if (may && !ranked) expect([401, 403, 500]).not.toContain(status);
        else expect(status, scope).toBe(403);
        if (!may && needed && !ownOrigin)
          expect(response.headers.get("www-authenticate")).toContain(`scope="${needed}"`);
      }
    }
    const wrong = { ...{ method, path, params: { id: absent } }, headers: { authorization: "Bearer x" } };
    expect((await call(handler, { ...wrong, ...(method !== "GET" && { body: {} }) })).status).toBe(401);
  });

  test.each([...routes.keys()])(
    "%s never answers what was not asked for with a fault of its own",
    async (name) => {
      const handler = routes.get(name);
      const [method = "", path = ""] = name.split(" ");
      if (!handler) throw new Error(`${name} is not a route`);
      const person = await createPerson();
      const bodies =
        method === "GET"
          ? [undefined]
          : ["", "{", "[]", "null", '"x"', '{"__proto__":{}}', "x".repeat(600_000)];
      for (const params of [
        { id: "../..", position: "-1", nodeId: "../..", checkId: "", verificationId: "\0", model: "\0" },
        {
          id: absent,
          position: "1e9",
          nodeId: "attn.1.2@3",
          checkId: absent,
          verificationId: absent,
          model: "%",
        },
        { id: "", position: "NaN", nodeId: "", checkId: "", verificationId: "", model: "" },
      ]) {
        for (const body of bodies) {
          const response = await call(handler, {
            method,
            path,
            params,
            person,
            ...(body !== undefined && { body }),
          });
          expect(
            response.status,
            `${name} with ${JSON.stringify(params)} and ${body?.slice(0, 20)}`,
          ).toBeLessThan(500);
          if (response.status < 400) continue;
          expect(response.headers.get("content-type")).toBe("application/problem+json");
          expect(await response.json()).toMatchObject({
            title: expect.any(String),
            requestId: expect.any(String),
          });
        }
      }
    },
  );

  test.each([...routes.keys()].filter((name) => !name.startsWith("GET")))(
    "%s refuses another site's page",
    async (name) => {
      const handler = routes.get(name);
      const [method = "", path = ""] = name.split(" ");
      if (!handler) throw new Error(`${name} is not a route`);
      const person = await createPerson("administrator");
      for (const headers of foreignHeaders) {
        const attempt = { method, path, params: { id: absent }, person, headers, body: {} };
        expect((await call(handler, attempt)).status).toBe(403);
      }
    },
  );
});

/** Whatever is read of it is it again, and a text where one is needed. */
const anything: unknown = new Proxy(() => anything, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => "anything" : name === "then" ? undefined : anything),
});

test("every page, and every route that is read, says what its worst content is, for worst-content.test.ts to measure", async () => {
  const names = (await everythingRead(anything as Worst)).map(({ name }) => name);
  expect(names).toContain("GET /api/v1/adoptions/[id]/events");
  expect(names).toContain("GET /evaluations/[id]");
});
