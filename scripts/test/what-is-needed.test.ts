import { expect, test } from "vitest";
import { whatIsNeeded } from "./what-is-needed";

test("all tests need the build and the browser", () => {
  expect(whatIsNeeded([])).toEqual({ build: true, browser: true });
  expect(whatIsNeeded(["--bail=1"])).toEqual({ build: true, browser: true });
});

test("a filter on pure code needs neither", () => {
  expect(whatIsNeeded(["lib/env"])).toEqual({ build: false, browser: false });
  expect(whatIsNeeded(["--project", "unit"])).toEqual({ build: false, browser: false });
});

test("a filter on the browser tests needs both, in whatever length it is written", () => {
  for (const filter of ["e2e", "tests", "tests/e2e/newcomer.test.ts"])
    expect(whatIsNeeded([filter])).toEqual({ build: true, browser: true });
});

test("a filter on the start-up tests needs the build alone", () => {
  expect(whatIsNeeded(["start-up"])).toEqual({ build: true, browser: false });
});
