import { expect, test } from "vitest";
import { tallyResults } from "./results";

function report(statuses: string[], more: { success?: boolean; broken?: number } = {}) {
  const passed = statuses.filter((status) => status === "passed").length;
  const file = { status: "passed", assertionResults: statuses.map((status) => ({ status })) };
  const brokenFile = { status: "failed", assertionResults: [] };
  return {
    success: more.success ?? true,
    numPassedTests: passed,
    numTotalTests: statuses.length,
    testResults: [file, ...Array.from({ length: more.broken ?? 0 }, () => brokenFile)],
  };
}

test("a skipped or planned test counts as failed", () => {
  expect(tallyResults(report(["passed", "pending", "todo", "skipped"]))).toEqual({ passed: 1, failed: 3 });
});

test("a file that broke before its first test counts as one failure", () => {
  expect(tallyResults(report(["passed", "passed"], { success: false, broken: 1 }))).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("an error outside of every test fails the run", () => {
  expect(tallyResults(report(["passed"], { success: false }))).toEqual({ passed: 1, failed: 1 });
});

test("a run without a test fails", () => {
  expect(tallyResults(report([]))).toEqual({ passed: 0, failed: 1 });
});

test("a run in which all passed has no failure", () => {
  expect(tallyResults(report(["passed", "passed"]))).toEqual({ passed: 2, failed: 0 });
});
