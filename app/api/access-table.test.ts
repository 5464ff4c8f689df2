import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { ApiRoute } from "@/lib/http/api-route";
import { findRoutes } from "./find-api-routes";

/** Doors that are no routes of the API: next-auth's own, and the one that load balancers ask. */
const otherDoors = ["auth/[...nextauth]/route.ts", "health/route.ts"];

const routes = await findRoutes();

test("every file that answers requests is one of the API's, made of definitions, or one of the two other doors", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /^route\.tsx?$/.test(path.basename(file)))
    .map((file) => path.relative("api", file));
  const found = routes.map(({ path: address }) => `${address.replace("/api/", "")}/route.ts`);
  expect(files.toSorted()).toEqual([...new Set([...found, ...otherDoors])].toSorted());
});

test("a form that works without JavaScript asks a route, but for signing out, which takes nothing", () => {
  const actions = readdirSync("app", { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && readFileSync(path.join("app", file), "utf8").includes('"use server"'),
  );
  const past = actions.filter(
    (file) => !readFileSync(path.join("app", file), "utf8").includes("performForm("),
  );
  expect(past.filter((file) => !file.endsWith(".test.ts"))).toEqual(["_components/sign-out.ts"]);
});

test("docs/access.md says who may call what, as the definitions do", async () => {
  // Written anew by `npx vitest run --project unit app/api -u`, so that a changed rule is seen as a changed line.
  await expect(accessTable(routes)).toMatchFileSnapshot(path.resolve("docs/access.md"));
});

function accessTable(listed: readonly ApiRoute[]): string {
  const rows = listed.map(({ method, path: address, keyScope, handler: { definition } }) => {
    const { access, session, limit, whileSuspended } = definition;
    const who = session ? `${access}, by a session alone` : access;
    const always = whileSuspended ? ", also suspended" : "";
    const often = limit
      ? `${limit.points} in ${limit.perSeconds} s${limit.byAddress ? ", by address" : ""}`
      : "";
    return `| \`${method} ${address}\` | ${who}${always} | ${keyScope ? `\`${keyScope}\`` : "none"} | ${often} |`;
  });
  return [
    "# Who may call what",
    "",
    "Made from the routes' definitions (`app/api/access-table.test.ts`). Beside this table the domain says what is whose:",
    "what one may not see does not exist. `tests/integration/http/access-matrix.test.ts` tries every line.",
    "Who is suspended reads what a member reads, and changes nothing but where it says so. An account that is suspended has no key.",
    "Every key reads what its owner may; what else it needs to have been allowed stands in its column (`lib/api-keys`).",
    "`/api/mcp` leads to them: each of its tools is one of these routes, asked with the caller's key, and never with a cookie (`lib/mcp`).",
    "",
    "| route | who | a key with | at most |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
