import { z } from "zod";

const resultsSchema = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numTotalTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export interface Tally {
  passed: number;
  failed: number;
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
  ).length;
  const failed = numTotalTests - passed + brokenFiles;
  const unexplained = failed === 0 && (!success || numTotalTests === 0);
  return { passed, failed: unexplained ? 1 : failed };
}

export function describeTally({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}
