import { createConfig, lintFromString } from "@redocly/openapi-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type ApiDocument, apiDocument } from "@/lib/api-document/api-document";
import type { ApiRoute } from "@/lib/http/api-route";
import { findApiRoutes } from "./find-api-routes";

describe("the API document", () => {
  let routes: ApiRoute[];
  let document: ApiDocument;
  beforeAll(async () => {
    routes = await findApiRoutes();
    document = apiDocument(routes, { url: "https://commons.example", version: "1", cookie: "session" });
  });

  test("has nothing that a linter of OpenAPI 3.1 would change", async () => {
    const config = await createConfig({
      extends: ["recommended-strict"],
      // A tag is a folder's name, this document itself is refused to nobody, and one route only leads to a page.
      rules: { "tag-description": "off", "operation-4xx-response": "off", "operation-2xx-response": "off" },
    });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(
      problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`),
    ).toEqual([]);
  });

  test("has every route, each under a name of its own and with an answer", () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
    for (const { responses } of operations) expect(Object.keys(responses)[0]).toMatch(/^(20[014]|303)$/);
  });

  test("says of a run what its routes take and answer", () => {
    const { post, get } = { ...document.paths["/api/v1/runs"], ...document.paths["/api/v1/runs/{id}"] };
    expect(post?.security).toEqual([{}, { session: [] }, { key: ["compute"] }]);
    expect(post?.requestBody?.content["application/json"]?.example).toEqual({
      model: "storybook-4l",
      text: "The cat sat on the",
    });
    expect(Object.keys(post?.responses ?? {})).toEqual(
      "201 400 401 403 404 409 413 415 422 429 500 503".split(" "),
    );
    expect(get?.responses["200"]).toMatchObject({
      content: { "application/json": { schema: { $ref: "#/components/schemas/Run" } } },
    });
    expect(document.components.schemas.Run?.properties?.createdAt).toEqual({
      ...{ type: "string", format: "date-time" },
    });
  });
});
