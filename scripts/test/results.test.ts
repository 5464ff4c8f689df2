import path from "node:path";
import { expect, test } from "vitest";
import { describeTally, tallyResults } from "./results";

function report(statuses: string[], more: { success?: boolean; broken?: number } = {}) {
  const passed = statuses.filter((status) => status === "passed").length;
  const assertionResults = statuses.map((status, i) => ({
    status,
    fullName: `test ${i}`,
    failureMessages: status === "failed" ? ["Error: 1 is not 2\n    at a.ts"] : [],
  }));
  const file = { name: path.resolve("lib/a.test.ts"), status: "passed", assertionResults };
  const brokenFile = {
    name: path.resolve("lib/b.test.ts"),
    status: "failed",
    message: "no such module",
    assertionResults: [],
  };
  return {
    success: more.success ?? true,
    numPassedTests: passed,
    numTotalTests: statuses.length,
    testResults: [file, ...Array.from({ length: more.broken ?? 0 }, () => brokenFile)],
  };
}

function counted(value: unknown) {
  const { passed, failed } = tallyResults(value);
  return { passed, failed };
}

test("a skipped or planned test counts as failed", () => {
  expect(counted(report(["passed", "pending", "todo", "skipped"]))).toEqual({ passed: 1, failed: 3 });
});

test("a file that broke before its first test counts as one failure", () => {
  expect(counted(report(["passed", "passed"], { success: false, broken: 1 }))).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("an error outside of every test fails the run", () => {
  expect(counted(report(["passed"], { success: false }))).toEqual({ passed: 1, failed: 1 });
});

test("a run without a test fails", () => {
  expect(counted(report([]))).toEqual({ passed: 0, failed: 1 });
});

test("a run in which all passed has no failure", () => {
  expect(counted(report(["passed", "passed"]))).toEqual({ passed: 2, failed: 0 });
});

test("what failed is named before the line that counts", () => {
  const tally = tallyResults(report(["passed", "failed", "skipped"], { success: false, broken: 1 }));
  expect(describeTally(tally).split("\n")).toEqual([
    "FAILED lib/a.test.ts: test 1: Error: 1 is not 2",
    "FAILED lib/a.test.ts: test 2: skipped",
    "FAILED lib/b.test.ts: the file itself: no such module",
    "1 passed, 3 failed",
  ]);
});
