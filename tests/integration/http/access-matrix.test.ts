import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Access } from "@/lib/http/definition";
import type { RouteHandler } from "@/lib/http/route";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

/** Every route there is, and who may call it. A route that is not here fails the test; so does a row without a route. */
const matrix: Record<string, Access> = {
  "POST /api/v1/accounts": "anyone",
  "POST /api/v1/circuits": "anyone",
  "GET /api/v1/circuits/[id]": "anyone",
  "GET /api/v1/circuits/[id]/attribution-graph": "anyone",
  "POST /api/v1/circuits/[id]/cancel": "member",
  "POST /api/v1/circuits/[id]/causal-checks": "anyone",
  "GET /api/v1/circuits/[id]/causal-checks/[checkId]": "anyone",
  "POST /api/v1/circuits/[id]/causal-checks/[checkId]/cancel": "member",
  "GET /api/v1/circuits/[id]/causal-checks/[checkId]/events": "anyone",
  "GET /api/v1/circuits/[id]/events": "anyone",
  "POST /api/v1/circuits/[id]/expansions": "anyone",
  "POST /api/v1/circuits/[id]/expansions/[nodeId]/cancel": "member",
  "GET /api/v1/circuits/[id]/expansions/[nodeId]/events": "anyone",
  "GET /api/v1/circuits/[id]/graph": "anyone",
  "POST /api/v1/circuits/[id]/retry": "anyone",
  "POST /api/v1/circuits/[id]/verifications": "anyone",
  "GET /api/v1/circuits/[id]/verifications/[verificationId]": "anyone",
  "POST /api/v1/circuits/[id]/verifications/[verificationId]/cancel": "member",
  "GET /api/v1/circuits/[id]/verifications/[verificationId]/events": "anyone",
  "GET /api/v1/circuits/[id]/views": "member",
  "POST /api/v1/circuits/[id]/views": "member",
  "POST /api/v1/findings": "member",
  "GET /api/v1/findings/[id]": "anyone",
  "PUT /api/v1/findings/[id]": "member",
  "DELETE /api/v1/findings/[id]": "member",
  "POST /api/v1/findings/[id]/forks": "member",
  "PUT /api/v1/findings/[id]/publication": "member",
  "DELETE /api/v1/views/[id]": "member",
  "POST /api/v1/imports": "member",
  "GET /api/v1/imports/[id]": "member",
  "DELETE /api/v1/imports/[id]": "member",
  "GET /api/v1/imports/[id]/attribution-graph": "member",
  "GET /api/v1/imports/[id]/events": "member",
  "GET /api/v1/imports/[id]/graph": "member",
  "PATCH /api/v1/me": "member",
  "POST /api/v1/me/invitation": "member",
  "PUT /api/v1/me/password": "member",
  "GET /api/v1/me/sessions": "member",
  "DELETE /api/v1/me/sessions/[id]": "member",
  "POST /api/v1/runs": "anyone",
  "GET /api/v1/models/[model]/tokens": "anyone",
  "GET /api/v1/runs/[id]": "anyone",
  "POST /api/v1/runs/[id]/cancel": "member",
  "GET /api/v1/runs/[id]/events": "anyone",
  "GET /api/v1/runs/[id]/positions/[position]": "anyone",
  "POST /api/v1/runs/[id]/retry": "anyone",
};
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const foreignHeaders: Record<string, string>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example" },
  { origin: "null" },
];
const absent = "00000000-0000-7000-8000-000000000000";

async function findRoutes(): Promise<Map<string, RouteHandler>> {
  const routes = new Map<string, RouteHandler>();
  for (const file of readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })) {
    if (path.basename(file) !== "route.ts") continue;
    const exported: Record<string, RouteHandler> = await import(path.resolve("app/api/v1", file));
    for (const method of methods) {
      const handler = exported[method];
      if (handler) routes.set(`${method} /api/v1/${path.dirname(file)}`, handler);
    }
  }
  return routes;
}

setUpSite({ model: false });

describe("the access matrix", async () => {
  const routes = await findRoutes();

  test("names every route with the rule it holds", () => {
    const rules = [...routes].map(([name, handler]) => [name, handler.definition?.access]);
    expect(Object.fromEntries(rules.sort())).toEqual(matrix);
  });

  const restricted = Object.entries(matrix).filter(([, access]) => access !== "anyone");
  test.each(restricted)("%s turns a guest away and lets a %s in", async (name, access) => {
    const handler = routes.get(name);
    const [method = "", path = ""] = name.split(" ");
    if (!handler || access === "anyone") throw new Error(`${name} is not a restricted route`);
    const attempt = { method, path, params: { id: absent }, ...(method !== "GET" && { body: {} }) };
    expect((await call(handler, attempt)).status).toBe(401);
    const allowed = await call(handler, { ...attempt, person: await createPerson(access) });
    expect([401, 403, 500]).not.toContain(allowed.status);
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
