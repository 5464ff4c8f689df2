import { expect, it } from "vitest";
import { returnPath } from "./return-path";

it("a path of this site is kept with its query", () => {
  expect(returnPath("/runs/1?token=3")).toBe("/runs/1?token=3");
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "runs",
  "",
])("%j leads to the first page, not away", (path) => {
  expect(returnPath(path)).toBe("/");
});

it("nothing asked for is the first page", () => {
  expect(returnPath(undefined)).toBe("/");
});
