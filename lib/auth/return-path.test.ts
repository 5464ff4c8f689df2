import { expect, it } from "vitest";
import { returnPath } from "./return-path";

it("a path of this site is kept with its query", () => {
  expect(returnPath("/runs/1?token=3")).toBe("/runs/1?token=3");
});

const away = [
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "//",
  "https://evil.example",
  "http://%",
  "//%",
  "javascript:alert(1)",
  "\0/evil.example",
  "runs",
  "",
  `/${"x".repeat(2_000)}`,
  undefined,
  {},
  [],
  [{}],
];

it.each(away)("%j leads to the first page, not away", (path) => {
  expect(returnPath(path)).toBe("/");
  expect(returnPath(path, "https://commons.example")).toBe("/");
});

it("asked for twice, the first counts", () => {
  expect(returnPath(["/imports", "//evil.example"])).toBe("/imports");
  expect(returnPath(["//evil.example", "/imports"])).toBe("/");
});

it("an address of this site is its path, and one that only looks like it leads to the first page", () => {
  const here = "https://commons.example";
  expect(returnPath(`${here}/runs/1?token=3`, here)).toBe("/runs/1?token=3");
  expect(returnPath(`${here}//evil.example`, here)).toBe("/");
  expect(returnPath(`${here}.evil.example/`, here)).toBe("/");
  expect(returnPath(`${here}@evil.example/`, here)).toBe("/");
  expect(returnPath(`${here}/runs/1`)).toBe("/");
});

it("a NUL stays written as one", () => {
  expect(returnPath("/runs/%00")).toBe("/runs/%00");
  expect(returnPath("/runs/\0?a")).toBe("/runs/%00?a");
});
