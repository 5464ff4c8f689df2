import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findApiRoutes } from "./find-api-routes";

const source = readFileSync("clients/python/circuit_commons.py", "utf8");
const address = String.raw`"(\/[^"]*)"`;

/** The calls that stand in the client, as the table of routes has them: `GET /api/v1/runs/[id]`. */
function calledBy(text: string): Set<string> {
  const called = [
    ...[...text.matchAll(new RegExp(String.raw`call\(\s*"([A-Z]+)", ${address}`, "g"))].map(
      ([, method, path]) => `${method} ${path}`,
    ),
    ...[...text.matchAll(new RegExp(String.raw`_(?:pages|wait)\(\s*${address}`, "g"))].map(
      ([, path]) => `GET ${path}`,
    ),
    // A path that is too long for the line of its call stands on the line before.
    ...[
      ...text.matchAll(
        new RegExp(String.raw`path = ${address}\n\s+return self\._commons\.call\("([A-Z]+)", path`, "g"),
      ),
    ].map(([, path, method]) => `${method} ${path}`),
    ...[...text.matchAll(new RegExp(String.raw`path = ${address}\n\s+return self\._pages\(path`, "g"))].map(
      ([, path]) => `GET ${path}`,
    ),
  ];
  return new Set(called.map((each) => each.replace(" ", " /api/v1").replaceAll(/\{(\w+)\}/g, "[$1]")));
}

/**
 * What is for who sits before a page: live panels, a feed that readers of feeds know by a secret of its own, and what leads
 * to a page.
 */
const forPeople = [
  "GET /api/v1/conversations/[id]/events",
  "GET /api/v1/features/[model]/[set]/[layer]/[index]/conversations/events",
  "GET /api/v1/findings/[id]/conversations/events",
  "GET /api/v1/feeds/concerns",
  "GET /api/v1/features/[model]/[set]/[layer]/[index]/events",
  "GET /api/v1/features/[model]/[set]/[layer]/[index]/labels/events",
  "GET /api/v1/unsubscriptions",
];

test("the Python client has a method for every route that a key may call but what is for people, and calls nothing that there is not", async () => {
  const routes = (await findApiRoutes()).filter(({ keyScope }) => keyScope !== null);
  const expected = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((each) => !forPeople.includes(each));
  expect([...calledBy(source)].toSorted()).toEqual(expected.toSorted());
});

test("the Python client is one file that imports the standard library alone", () => {
  const imported = [...source.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name);
  expect([...new Set(imported)].toSorted()).toEqual(["json", "re", "time", "urllib", "uuid"]);
});
