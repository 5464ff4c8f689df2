import Ajv from "ajv/dist/2020";
import { expect, test } from "vitest";
import { findApiRoutes } from "@/app/api/find-api-routes";
import { operationId } from "@/lib/api-document/api-document";
import { bindTools } from "@/lib/mcp/bind-tools";

const routes = await findApiRoutes();
const tools = [...bindTools(routes).values()];

test("every tool is a route's, under a name that clients take, with a schema that a validator reads", () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const { tool, input } of tools) {
    expect(tool.name).toMatch(/^[a-z_]{2,40}$/);
    expect(ajv.compile(input.schema)).toBeTypeOf("function");
    expect(JSON.stringify(input.schema)).not.toContain("#/components/");
  }
  expect(new Set(tools.map(({ tool }) => tool.name)).size).toBe(tools.length);
});

/**
 * What a person's key has to be allowed to publish for and is done as it is asked for: it stays sealed, or goes to those who lead a bounty,
 * until that has closed, or is a draft. What publishes otherwise is confirmed.
 */
const forBounties = [
  ...["enter_bounty", "confirm_entry", "withdraw_entry", "score_entry", "declare_conflict", "begin_bounty"],
];

/** What goes back as it came, and is seen by the person alone or as one of many. */
const goesBack = ["watch_bounty", "unwatch_bounty", "vote_for_wanted", "take_vote_back"];

test("no tool publishes a finding, writes one or deletes but a draft by its title, or asks a route that looks at a session", () => {
  for (const { tool, route, confirming } of tools) {
    const publishes = confirming !== null || forBounties.includes(tool.name);
    const may = publishes
      ? ["publish"]
      : goesBack.includes(tool.name)
        ? ["write"]
        : ["read", "compute", "label", "check"];
    expect(may, tool.name).toContain(route.keyScope);
    if (publishes) expect(tool.operation, tool.name).toContain("bount");
    if (confirming === null && !goesBack.includes(tool.name))
      expect(["GET", "POST", "PUT"], tool.name).toContain(route.method);
  }
  const reading = tools.filter(({ route }) => route.keyScope === "read");
  expect(reading.length).toBeGreaterThan(14);
  for (const { route } of reading) expect(route.method).toBe("GET");
});

test("what is done for good and not confirmed says so", () => {
  const described = new Map(tools.map(({ tool }) => [tool.name, tool.hint]));
  for (const name of ["confirm_entry", "declare_conflict"])
    expect(described.get(name), name).toContain("not taken back");
});

test("what is confirmed is so by a title that is read with the arguments of the same address", () => {
  const confirmed = tools.filter(({ confirming }) => confirming !== null);
  expect(confirmed.length).toBeGreaterThan(10);
  for (const { tool, input, confirming } of confirmed) {
    expect(confirming).toMatchObject({ method: "GET", keyScope: "read" });
    for (const [, name = ""] of (confirming?.path ?? "").matchAll(/\[(\w+)\]/g))
      expect(input.places.get(name), tool.name).toBe("params");
    expect(input.schema.required, tool.name).toContain("confirm");
  }
});

test("every change that a person makes of a bounty by a key is a tool", () => {
  const changes = routes
    .filter(({ path, method }) => path.startsWith("/api/v1/bounties") && method !== "GET")
    .map((route) => operationId(route));
  const offered = new Set(tools.map(({ tool }) => tool.operation));
  expect(changes.length).toBeGreaterThan(20);
  expect(changes.filter((operation) => !offered.has(operation))).toEqual([]);
});

test("a page that a tool names is made of what is asked or answered", () => {
  for (const { tool, input } of tools)
    for (const [, name = ""] of (tool.page ?? "").matchAll(/\{(\w+)\}/g))
      if (!input.places.has(name))
        expect(["run", "trace", "enter_bounty", "begin_bounty"], `${tool.name}: ${name}`).toContain(
          tool.name,
        );
});
