import Ajv from "ajv/dist/2020";
import { expect, test } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { bindTools } from "@/lib/mcp/bind-tools";

const tools = [...bindTools(await findApiRoutes()).values()];

test("every tool is a route's, under a name that clients take, with a schema that a validator reads", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const { tool, input } of tools) {
    expect(tool.name).toMatch(/^[a-z_]{2,40}$/);
    expect(ajv.compile(input.schema)).toBeTypeOf("function");
    expect(JSON.stringify(input.schema)).not.toContain("#/components/");
  }
  expect(new Set(tools.map(({ tool }) => tool.name)).size).toBe(tools.length);
});

/** What a person's key has to be allowed to publish for: it stays sealed, or goes to those who lead a bounty, until that has closed. */
const forBounties = ["enter_bounty", "confirm_entry", "withdraw_entry", "score_entry", "declare_conflict"];

test("no tool publishes a finding, writes one or deletes, or asks a route that looks at a session", () => {
  for (const { tool, route } of tools) {
    const may = forBounties.includes(tool.name) ? ["publish"] : ["read", "compute", "label", "check"];
    expect(may, tool.name).toContain(route.keyScope);
    expect(["GET", "POST", "PUT"]).toContain(route.method);
  }
  const reading = tools.filter(({ route }) => route.keyScope === "read");
  expect(reading.length).toBeGreaterThan(14);
  for (const { route } of reading) expect(route.method).toBe("GET");
});

test("a page that a tool names is made of what is asked or answered", () => {
  for (const { tool, input } of tools)
    for (const [, name = ""] of (tool.page ?? "").matchAll(/\{(\w+)\}/g))
      if (!input.places.has(name))
        expect(["run", "trace", "enter_bounty"], `${tool.name}: ${name}`).toContain(tool.name);
});
