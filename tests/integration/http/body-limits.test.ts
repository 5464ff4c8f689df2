import { expect, test } from "vitest";
import { findRoutes } from "@/app/api/find-api-routes";
import { fileBody } from "@/lib/http/definition";
import { defaultMaxBodyBytes } from "@/lib/http/route";
import { call, createPerson } from "../support/people";
import { setUpSite } from "../support/site";

setUpSite({ model: false });

const routes = (await findRoutes()).filter(({ handler }) => handler.definition.body);

test("only routes that take a text or a file take more than a question needs", () => {
  const larger = routes.filter(({ handler }) => handler.definition.maxBodyBytes !== undefined);
  expect(larger.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/mcp",
    "POST /api/v1/bounties",
    "PUT /api/v1/bounties/[slug]",
    "PUT /api/v1/bounties/[slug]/entries/[id]/scores",
    "POST /api/v1/circuits/[id]/retraces",
    "POST /api/v1/circuits/[id]/views",
    "POST /api/v1/collections",
    "PUT /api/v1/collections/[id]",
    "PUT /api/v1/comments/[id]",
    "POST /api/v1/conversations/[id]/comments",
    "POST /api/v1/experiments",
    "POST /api/v1/families",
    "POST /api/v1/families/[id]/versions",
    "POST /api/v1/features/[model]/[set]/[layer]/[index]/conversations",
    "POST /api/v1/findings",
    "PUT /api/v1/findings/[id]",
    "POST /api/v1/findings/[id]/conversations",
    "PUT /api/v1/findings/[id]/draft",
    "POST /api/v1/findings/previews",
    "POST /api/v1/imports",
    "POST /api/v1/label-imports",
    "POST /api/v1/models/[model]/token-counts",
    "POST /api/v1/projects",
    "PUT /api/v1/projects/[slug]",
    "POST /api/v1/projects/[slug]/features",
    "POST /api/v1/runs",
  ]);
});

test.each(routes.filter(({ handler }) => handler.definition.body !== fileBody))(
  "$method $path reads no more than it may be sent, and says how much that is",
  async ({ method, path, handler }) => {
    const { maxBodyBytes = defaultMaxBodyBytes } = handler.definition;
    const feature = { model: "none", set: "attn", layer: "0", index: "0" };
    const id = "00000000-0000-7000-8000-000000000000";
    const params = { id, itemId: id, slug: "none", handle: "none", ...feature };
    const attempt = {
      method,
      path,
      params,
      person: await createPerson("administrator"),
    };
    const body = (bytes: number) => `{"a":"${"a".repeat(bytes - 8)}"}`;
    expect((await call(handler, { ...attempt, body: body(maxBodyBytes) })).status).not.toBe(413);
    const refused = await call(handler, { ...attempt, body: body(maxBodyBytes + 1) });
    expect(refused.status).toBe(413);
    expect((await refused.json()).title).toContain(maxBodyBytes.toLocaleString("en"));
  },
);
