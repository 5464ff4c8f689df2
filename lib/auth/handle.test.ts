import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { handleFrom, handleSchema } from "./handle";

const taken = (handle: string) => handleSchema.safeParse(handle).success;

test.each([
  ...["admin", "Administrator", "root", "api", "settings", "guest", "deleted", "site", "support", "me"],
  ...["a-dmin", "ad-min", "adm1n", "r00t", "mod3rator", "site-admin", "admin-2", "the-support-team"],
  ...["sign-in", "signin", "s-i-g-n-in", "circuit-commons", "circuitcommons", "circuit-c0mmons"],
])("%s is reserved", (handle) => {
  expect(taken(handle)).toBe(false);
});

test.each([
  "ada",
  "ada-l",
  "administrative-assistant",
  "modern",
  "square-root",
  "solar-system",
  "grassroots",
  "sitesh",
  "judge-dredd",
  "11",
  "user-7",
])("%s is anybody's", (handle) => {
  expect(taken(handle)).toBe(true);
});

test("the roles, and every first part of the site's addresses, are reserved", () => {
  const parts = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /^(page|route)\.tsx?$/.test(path.basename(file)))
    .map((file) => path.dirname(file).split(path.sep))
    .flatMap((folders) => folders.filter((folder) => !/^\(.*\)$|^\.$/.test(folder)).slice(0, 1))
    .filter((folder) => /^[a-z]/.test(folder));
  expect(parts).toContain("circuits");
  for (const word of ["member", "judge", "moderator", "administrator", ...parts])
    expect(taken(word), word).toBe(false);
});

test("a name from elsewhere that is reserved becomes a reader's", () => {
  expect(handleFrom("Ada Lovelace", 0)).toBe("ada-lovelace");
  for (const name of ["Admin", "Site Support", "API", "Å", "!"]) {
    const handle = handleFrom(name, 0);
    expect(handle).toMatch(/^reader/);
    expect(taken(handle)).toBe(true);
    expect(handleFrom(name, 1)).toBe(`${handle}-2`);
  }
});
