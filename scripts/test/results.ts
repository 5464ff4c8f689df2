import path from "node:path";
import { z } from "zod";

const resultsSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

export interface Tally {
  passed: number;
  failed: number;
  /** A line for each that failed: its file, its name, and how its error begins. */
  failures: string[];
}

/**
 * Counts vitest's JSON report. Whatever did not pass failed: a skipped test proves nothing. A file that broke
 * before its first test, and a run that vitest itself calls unsuccessful, count as one failure each.
 */
export function tallyResults(report: unknown): Tally {
  const { success, numPassedTests: passed, numTotalTests, testResults } = resultsSchema.parse(report);
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  const failed = numTotalTests - passed + brokenFiles.length;
  const unexplained = failed === 0 && (!success || numTotalTests === 0);
  const failures = [
    ...testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status !== "passed")
        .map((result) => line(name, result.fullName, result.failureMessages?.[0] ?? result.status)),
    ),
    ...brokenFiles.map(({ name, message }) => line(name, "the file itself", message ?? "")),
  ];
  return { passed, failed: unexplained ? 1 : failed, failures };
}

function line(file: string, test: string, error: string): string {
  const [beginning = ""] = error.trim().split("\n");
  return `FAILED ${path.relative(process.cwd(), file)}: ${test}: ${beginning.slice(0, 300)}`;
}

/** What failed, then the line that counts. */
export function describeTally({ passed, failed, failures }: Tally): string {
  return [...failures, `${passed} passed, ${failed} failed`].join("\n");
}
